"""Tables that can be read but say what cannot be."""

from pathlib import Path

from tests.exchange.files import csv_file

KEY = "association,intervention,participation_id"
FULL = f"{KEY},participant,gender,birth_year,started_on,ended_on,exit_reason"
PLACE = "skaraborg,promise-hjo"


def _rows(folder: Path, headings: str, *rows: str) -> Path:
    return csv_file(folder, "participations", headings, *(f"{PLACE},{row}" for row in rows))


def _one(folder: Path, column: str, value: str) -> Path:
    return _rows(folder, f"{KEY},started_on,{column}", f"b-1,2022-01-10,{value}")


def no_headings(folder):
    return csv_file(folder, "participations", "skaraborg,promise-hjo,b-1", "skaraborg,hjo,b-2")


def key_missing(folder):
    return csv_file(folder, "participations", "association,started_on", "skaraborg,2022-01-10")


def association_missing(folder):
    return csv_file(
        folder, "participations", "intervention,participation_id,started_on", "hjo,b-1,2022-01-10"
    )


def unknown_column(folder):
    return _one(folder, "shoe_size", "42")


def column_twice(folder):
    return _rows(folder, f"{KEY},started_on,gender,gender", "b-1,2022-01-10,man,man")


def column_twice_in_two_languages(folder):
    return _rows(folder, f"{KEY},started_on,gender,Kön", "b-1,2022-01-10,man,man")


def heading_empty_in_the_middle(folder):
    return _rows(folder, f"{KEY},,started_on", "b-1,x,2022-01-10")


def row_too_long(folder):
    return _rows(folder, f"{KEY},started_on", "b-1,2022-01-10,x")


def row_too_short(folder):
    return _rows(folder, f"{KEY},started_on", "b-1")


def cut_off(folder):
    path = _rows(folder, FULL, "b-1,A,man,1980,2022-01-10,,", "b-2,B,man,1980,2022-01-10,,")
    path.write_bytes(path.read_bytes()[:-12])
    return path


def same_key_twice(folder):
    return _rows(folder, f"{KEY},started_on", "b-1,2022-01-10", "b-1,2022-02-10")


def key_empty(folder):
    return _rows(folder, f"{KEY},started_on", ",2022-01-10")


def start_missing(folder):
    return _rows(folder, f"{KEY},started_on", "b-1,")


def start_column_missing(folder):
    return _rows(folder, f"{KEY},gender", "b-1,man")


def american_date(folder):
    return _rows(folder, f"{KEY},started_on", "b-1,05/20/2022")


def impossible_date(folder):
    return _rows(folder, f"{KEY},started_on", "b-1,2022-02-30")


def date_of_another_century(folder):
    return _rows(folder, f"{KEY},started_on", "b-1,1822-02-03")


def end_before_start(folder):
    return _rows(folder, f"{KEY},started_on,ended_on", "b-1,2022-01-10,2021-01-10")


def unknown_gender(folder):
    return _one(folder, "gender", "flicka")


def unknown_reason(folder):
    return _rows(folder, f"{KEY},started_on,ended_on,exit_reason", "b-1,220110,220210,slut")


def unknown_referrer(folder):
    return _one(folder, "referrers", "fk|grannen")


def unknown_state(folder):
    return _one(folder, "next_steps", "work:soon")


def unknown_municipality(folder):
    return _one(folder, "municipality_code", "9999")


def named_twice(folder):
    return _one(folder, "referrers", "fk|af|fk")


def percent_over_hundred(folder):
    return _one(folder, "support_start", "wages:150")


def colon_without_reason(folder):
    return _one(folder, "target_groups", "pain:5")


def number_in_words(folder):
    return _one(folder, "birth_year", "åttio")


def formula_for_a_number(folder):
    return _one(folder, "hours_end", "=20+5")


def too_many_decimals(folder):
    return _one(folder, "hours_end", "20.555")


def neither_yes_nor_no(folder):
    return _one(folder, "voided", "kanske")


def code_too_long(folder):
    return _one(folder, "participant", "P" * 41)


def code_on_two_lines(folder):
    return _one(folder, "participant", '"A\nB"')


def slug_with_blanks(folder):
    return csv_file(
        folder, "participations", f"{KEY},started_on", "skaraborg,Promise Hjo,b-1,220110"
    )


def path_for_a_slug(folder):
    return csv_file(folder, "participations", f"{KEY},started_on", "skaraborg,../../etc,b-1,220110")


def site_unknown(folder):
    return _one(folder, "site", "ingenstans")


def participation_unknown(folder):
    return csv_file(
        folder,
        "responses",
        "response_id,association,instrument,intervention,participation_id,occasion,answered_on,item,value",
        "r-1,skaraborg,x,promise-hjo,gone,start,2022-01-10,q1,yes",
    )


def _interventions(folder, *rows):
    return csv_file(folder, "interventions", "association,intervention,part_of", *rows)


def part_unknown(folder):
    return _interventions(folder, "skaraborg,del,helhet")


def part_of_itself(folder):
    return _interventions(folder, "skaraborg,del,del")


def parts_in_a_circle(folder):
    return _interventions(folder, "skaraborg,a,b", "skaraborg,b,c", "skaraborg,c,a")


def person_contradicted(folder):
    return _rows(folder, FULL, "b-1,A,man,,2022-01-10,2022-02-10,work", "b-2,A,woman,,2022-03-10,,")


def person_twice_at_once(folder):
    return _rows(folder, FULL, "b-1,A,man,,2022-01-10,,", "b-2,A,man,,2022-03-10,,")


def born_after_the_start(folder):
    return _rows(folder, FULL, "b-1,A,man,2023,2022-01-10,,")


def reason_without_end(folder):
    return _rows(folder, FULL, "b-1,A,man,,2022-01-10,,work")


def agreements_at_once(folder):
    return csv_file(
        folder,
        "agreements",
        "association,intervention,from,to",
        f"{PLACE},2022-01-01,2022-12-31",
        f"{PLACE},2022-06-01,",
    )


def count_that_does_not_add_up(folder):
    return csv_file(
        folder,
        "head_counts",
        "association,intervention,year,gender,carried_in,new,count",
        f"{PLACE},2022,woman,3,4,8",
    )


FORM = "response_id,association,instrument,intervention,gender,answered_on,answered_in,item,value"


def _forms(folder, *rows):
    return csv_file(
        folder, "responses", FORM, *(f"v-1,skaraborg,x,promise-hjo,{row}" for row in rows)
    )


def form_without_period(folder):
    return _forms(folder, "woman,,,q1,yes")


def form_with_a_day(folder):
    return _forms(folder, "woman,2022-05-20,2022-T2,q1,yes")


def form_of_two_genders(folder):
    return _forms(folder, "woman,,2022-T2,q1,yes", "man,,2022-T2,q2,yes")


def goal_without_kind(folder):
    return csv_file(
        folder, "goals", "goal_id,association,period,text,kind", "g-1,skaraborg,2022,Mål,"
    )


def amount_with_kronor(folder):
    return csv_file(
        folder, "funding", "association,year,party,amount_sek", "skaraborg,2022,staten,100 kr"
    )


def code_list_unknown(folder):
    return csv_file(folder, "codes", "association,list,code", "skaraborg,colours,blue")


def no_table_of_that_name(folder):
    return csv_file(folder, "people", f"{KEY},started_on", f"{PLACE},b-1,2022-01-10")


def folder_without_tables(folder):
    made = folder / "tables"
    made.mkdir()
    (made / "notes.txt").write_text("none here")
    return made


def folder_of_a_thousand_files(folder):
    made = folder / "tables"
    made.mkdir()
    for number in range(1_000):
        (made / f"{number}.csv").write_text("a\n1\n")
    return made


def text_file(folder):
    path = folder / "participations.txt"
    path.write_text(f"{KEY},started_on\n{PLACE},b-1,2022-01-10\n")
    return path


def every_row_wrong(folder):
    return _rows(folder, f"{KEY},started_on", *(f"b-{number},igår" for number in range(20_000)))
