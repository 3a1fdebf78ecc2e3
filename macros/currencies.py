"""Name the currencies that a budget can use, with the decimals each has (ISO 4217).

A choice, not a list of all: those of the countries that the guide's readers come from or go to.
"""

from collections.abc import Mapping

CURRENCIES: Mapping[str, tuple[str, int]] = {
    "AED": ("UAE dirham", 2),
    "AUD": ("Australian dollar", 2),
    "BDT": ("Bangladeshi taka", 2),
    "BHD": ("Bahraini dinar", 3),
    "BRL": ("Brazilian real", 2),
    "CAD": ("Canadian dollar", 2),
    "CHF": ("Swiss franc", 2),
    "CNY": ("Chinese yuan", 2),
    "EGP": ("Egyptian pound", 2),
    "EUR": ("Euro", 2),
    "GBP": ("Pound sterling", 2),
    "GHS": ("Ghanaian cedi", 2),
    "IDR": ("Indonesian rupiah", 2),
    "INR": ("Indian rupee", 2),
    "JOD": ("Jordanian dinar", 3),
    "JPY": ("Japanese yen", 0),
    "KES": ("Kenyan shilling", 2),
    "KRW": ("South Korean won", 0),
    "KWD": ("Kuwaiti dinar", 3),
    "LKR": ("Sri Lankan rupee", 2),
    "MXN": ("Mexican peso", 2),
    "MYR": ("Malaysian ringgit", 2),
    "NGN": ("Nigerian naira", 2),
    "NPR": ("Nepalese rupee", 2),
    "NZD": ("New Zealand dollar", 2),
    "OMR": ("Omani rial", 3),
    "PHP": ("Philippine peso", 2),
    "PKR": ("Pakistani rupee", 2),
    "QAR": ("Qatari riyal", 2),
    "SAR": ("Saudi riyal", 2),
    "SGD": ("Singapore dollar", 2),
    "SDG": ("Sudanese pound", 2),
    "THB": ("Thai baht", 2),
    "TND": ("Tunisian dinar", 3),
    "TRY": ("Turkish lira", 2),
    "TZS": ("Tanzanian shilling", 2),
    "UGX": ("Ugandan shilling", 0),
    "USD": ("US dollar", 2),
    "VND": ("Vietnamese dong", 0),
    "ZAR": ("South African rand", 2),
}
