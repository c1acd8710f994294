-- What Word needs beside pandoc's own writing: page breaks and landscape sections.

local function paragraph(style, inner)
  return pandoc.RawBlock('openxml',
    '<w:p><w:pPr><w:pStyle w:val="' .. style .. '"/>' .. inner .. '</w:pPr></w:p>')
end

local SIZES = {
  portrait = '<w:pgSz w:w="11906" w:h="16838"/>',
  landscape = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>',
}

-- Ends a section whose pages were of this orientation.
local function section_end(orientation)
  return paragraph('SectionEnd', '<w:sectPr>' .. SIZES[orientation] .. '</w:sectPr>')
end

function Div(div)
  if div.classes:includes('page-break') then
    return paragraph('PageBreak', '<w:pageBreakBefore/>')
  end
  if div.classes:includes('landscape') then
    local blocks = pandoc.Blocks { section_end('portrait') }
    blocks:extend(div.content)
    blocks:insert(section_end('landscape'))
    return blocks
  end
end
