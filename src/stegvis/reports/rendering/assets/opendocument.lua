-- Marks for opendocument.py: where pages turn, and style names as OpenDocument writes them.

local NAMES = {
  ['TOC 1'] = 'Contents_20_1',
  ['TOC 2'] = 'Contents_20_2',
}

local function named(element)
  local style = element.attributes['custom-style']
  if style then
    element.attributes['custom-style'] = NAMES[style] or style:gsub(' ', '_20_')
  end
  return element
end

local function mark(name)
  return pandoc.Div({ pandoc.Para {} }, { ['custom-style'] = name })
end

local function Div(div)
  if div.classes:includes('page-break') then return mark('Page_20_Break') end
  if div.classes:includes('landscape') then
    local blocks = pandoc.Blocks { mark('Mark_Landscape') }
    blocks:extend(div.content)
    blocks:insert(mark('Mark_Standard'))
    return blocks
  end
  return named(div)
end

return { { Div = Div, Span = named } }
