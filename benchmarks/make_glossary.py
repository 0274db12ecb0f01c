"""Write the part of the starter glossary that comes from Unicode's CLDR, through Babel's tables.

    PYTHONPATH=. python benchmarks/make_glossary.py workbench/glossary/starter/cldr.csv

Countries, regions, languages (which are adjectives as well) and the currencies that are legal tender now. Where CLDR's
English is not what the press writes, the press's form is used and CLDR's is accepted.
"""

from __future__ import annotations

import argparse
import csv
from io import StringIO
from pathlib import Path

from babel import Locale
from babel.numbers import get_territory_currencies

REGIONS = "002 003 005 009 013 019 029 030 034 035 039 142 143 150 151 154 155 202 419".split()
# Not countries, or under names that no newspaper uses; the hand-written list has those that matter.
LEFT_OUT = set("001 CD CG HK MO PS XA XB ZZ QO EA CP DG IC TA UM XK AC BV BQ HM IO TF UN SJ".split())
LANGUAGES_LEFT_OUT = {"kg"}  # "kongolesisch" is the adjective of two countries, CLDR's Kongo a language
MORE_LANGUAGES = "ar de ps sw ha la hi ur ta yi".split()
PRESS = {
    "TR": "Turkey", "MM": "Myanmar", "030": "East Asia", "034": "South Asia", "039": "Southern Europe",
    "019": "America", "EZ": "eurozone", "CC": "Cocos Islands", "bn": "Bengali", "kl": "Greenlandic",
}  # fmt: skip
ACCEPT = {
    "AE": "UAE|Emirates|Emirati", "AT": "Austrian", "AF": "Afghan", "AR": "Argentine", "BA": "Bosnia|Bosnian",
    "BE": "Belgian", "CF": "CAR", "CH": "Swiss", "CV": "Cabo Verde", "CY": "Cypriot", "CZ": "Czech Republic|Czech",
    "DE": "German", "DK": "Danish|Dane", "ES": "Spanish|Spaniard", "EU": "EU", "FI": "Finnish|Finn",
    "FR": "French|Frenchman|Frenchmen|Frenchwoman", "GB": "UK|U.K.|Britain|British|Great Britain",
    "GL": "Greenlandic", "GR": "Greek", "HR": "Croat", "IE": "Irish|Irishman", "IQ": "Iraqi", "IS": "Icelandic",
    "KG": "Kyrgyz", "KP": "DPRK|North Korean", "KR": "Republic of Korea|South Korean", "KZ": "Kazakh",
    "LB": "Lebanese", "LU": "Luxembourgish", "MD": "Republic of Moldova", "MG": "Malagasy", "MM": "Burma|Burmese",
    "NL": "Dutch|Holland", "NO": "Norwegian", "NZ": "New Zealander", "PE": "Peruvian", "PH": "Filipino|Philippine",
    "PL": "Polish|Pole|Poles", "PT": "Portuguese", "QA": "Qatari", "RU": "Russian Federation", "SA": "Saudi",
    "SE": "Swedish|Swede", "SI": "Slovene", "SK": "Slovak", "TH": "Thai", "TJ": "Tajik", "TM": "Turkmen",
    "TR": "Türkiye|Turkish|Turk", "US": "United States of America|US|U.S.|USA|U.S.A.|America|American",
    "UZ": "Uzbek", "VA": "Vatican", "BR": "Brazilian", "013": "Central American",
    "015": "North Africa", "030": "Eastern Asia|East Asian", "034": "Southern Asia|South Asian",
    "035": "South-East Asia|South East Asia", "150": "European", "151": "East European|East Europe", "142": "Asian",
    "154": "Northern European", "155": "West European|West Europe", "143": "Central Asian", "419": "Latin American",
    "002": "African", "019": "American", "EZ": "euro zone|euro area",
    "003": "North American", "005": "South American", "039": "South European",
}  # fmt: skip
FORMS = {
    "US": "USA|U.S.A.", "MD": "Moldau|Moldawien", "CZ": "Tschechische Republik", "GB": "Großbritannien",
    "BY": "Weißrussland", "MK": "Mazedonien", "MM": "Birma", "CI": "Elfenbeinküste", "VA": "Vatikan", "TL": "Osttimor",
    "BN": "Brunei", "BW": "Botswana", "ZW": "Zimbabwe", "RW": "Rwanda", "KG": "Kirgistan|Kirgisien", "NL": "Holland",
    "AZ": "Aserbeidschan", "KR": "Republik Korea", "KP": "Demokratische Volksrepublik Korea|DVRK",
    "AE": "Emirate|VAE", "SA": "Saudiarabien", "CV": "Kap Verde",
}  # fmt: skip
LANGUAGE_ACCEPT = {
    "en": "British|England", "ro": "Romania", "fa": "Iranian|Farsi", "bn": "Bangla", "my": "Myanmar", "ug": "Uighur",
    "ps": "Pashtun", "sh": "Serbo-Croat", "sl": "Slovene", "hr": "Croat", "tr": "Turk|Turks", "kk": "Kazakhstan",
    "uk": "Ukraine", "ky": "Kyrgyzstan", "uz": "Uzbekistan", "th": "Thailand", "sr": "Serb", "az": "Azeri|Azerbaijan",
    "pl": "Poland|Pole", "nl": "Holland|Netherlands", "fr": "France|Frenchman", "da": "Danes|Denmark", "fi": "Finland",
    "sv": "Swedes|Sweden", "es": "Spain|Spaniard", "el": "Greece", "gl": "Galicia", "is": "Iceland", "lb": "Luxembourg",
    "he": "Israeli", "fo": "Faroe", "kl": "Greenland|Kalaallisut", "ka": "Georgia", "tg": "Tajikistan", "ar": "Arab",
    "be": "Belarus|Belorussian", "lo": "Laotian|Laos", "mn": "Mongol", "or": "Odia", "mk": "Macedonia", "de": "Germany",
    "cs": "Czechia", "sk": "Slovakia", "ga": "Ireland", "la": "Latin",
    "cy": "Wales", "sw": "Kiswahili", "sq": "Albania",
    "et": "Estonia", "lv": "Latvia", "lt": "Lithuania", "hy": "Armenia", "zh": "China", "ja": "Japan", "vi": "Vietnam",
    "ko": "Korea", "ru": "Russia", "pt": "Portugal", "it": "Italy", "hu": "Hungary", "bg": "Bulgaria",
    "no": "Norway", "id": "Indonesia", "ne": "Nepal", "bs": "Bosnia", "ca": "Catalonia", "ku": "Kurd", "am": "Amhara",
    "tt": "Tatar", "ab": "Abkhaz",
}  # fmt: skip


def rows() -> list[list[str]]:
    """German, English, note, case, forms, accept."""
    german, english = Locale("de"), Locale("en")
    found = [_territory(code, german, english) for code in sorted(german.territories) if _wanted(code)]
    for code in sorted(german.languages):
        name, other = german.languages[code], PRESS.get(code, english.languages.get(code, ""))
        if other and code not in LANGUAGES_LEFT_OUT and _is_language(code, name):
            found.append([name, other, "language, adjective", "", "", LANGUAGE_ACCEPT.get(code, "")])
    tender = {currency for code in german.territories if len(code) == 2 for currency in get_territory_currencies(code)}
    for code in sorted(tender & set(german.currencies)):
        found.append(_currency(german.currencies[code], english.currencies[code]))
    seen: set[str] = set()
    return [row for row in found if row and not (row[0].lower() in seen or seen.add(row[0].lower()))]


def _wanted(code: str) -> bool:
    return code not in LEFT_OUT and (code.isalpha() or code in REGIONS)


def _territory(code: str, german: Locale, english: Locale) -> list[str]:
    name, standard = german.territories[code], english.territories[code].replace(" & ", " and ")
    press = PRESS.get(code, standard)
    accept = ACCEPT.get(code, "").split("|") + ([standard] if press != standard else [])
    accept = [one for one in dict.fromkeys(accept) if one and one != press]
    return [name, press, "country or region", "", FORMS.get(code, ""), "|".join(accept)]


def _is_language(code: str, name: str) -> bool:
    single = name.isalpha() and len(code) <= 3
    return single and ((name.endswith("isch") and len(code) == 2) or code in MORE_LANGUAGES or name == "Deutsch")


def _currency(name: str, other: str) -> list[str]:
    """ "Russian Ruble" in CLDR is "Russian ruble" in a sentence."""
    if "(" in name or "(" in other or " " not in other:
        return []
    *country, unit = other.replace("&", "and").replace("Israeli New", "Israeli new").split()
    pressed = " ".join([*country, unit.lower()])
    accept = " ".join([*country, "rouble"]) if unit == "Ruble" else ""
    return [name, pressed, "currency", "", "", "|".join(one for one in (accept, unit.lower()) if one)]


def main() -> None:
    """Write the file that is named."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["german", "english", "note", "case", "forms", "accept"])
    writer.writerows(rows())
    options.out.write_text(text.getvalue(), "utf-8")
    print(f"{options.out}: {len(rows())} entries")


if __name__ == "__main__":
    main()
