"""The five connectors, and the people around Dana on the demo's first page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Connector:
    """A member who uses the product, and who they tend to know."""

    name: str
    profession: str
    title: str
    firm: str
    county: str
    town: str
    contacts: int
    counties: tuple[str, ...]
    spheres: tuple[str, ...]
    """Where and in which spheres most of their contacts are."""


CONNECTORS = (
    Connector(
        "Dana Whitfield", "mediator", "Family Mediator", "Larkspur Mediation",
        "Westchester", "White Plains", 430, ("Westchester", "Putnam"),
        ("legal", "finance", "real estate", "family and care", "accounting"),
    ),
    Connector(
        "Gloria Baptiste", "business_coach", "Chapter President | Business Coach",
        "Hudson Valley Referral Partners",
        "Westchester", "Tarrytown", 490, ("Westchester", "Rockland", "Putnam"),
        ("people and computers", "marketing", "events", "insurance", "finance", "home"),
    ),
    Connector(
        "Patrick Noonan", "realtor", "Licensed Real Estate Salesperson", "Overbrook Realty",
        "Putnam", "Cold Spring", 390, ("Putnam", "Dutchess", "Westchester"),
        ("real estate", "building", "home", "insurance", "finance"),
    ),
    Connector(
        "Meera Kulkarni", "cpa", "CPA, Partner", "Kulkarni & Alder CPAs",
        "Fairfield", "Stamford", 310, ("Fairfield", "Westchester", "Manhattan"),
        ("accounting", "finance", "legal", "people and computers", "insurance"),
    ),
    Connector(
        "Jonas Eklund", "financial_advisor", "CFP | Financial Planner", "Sycamore Wealth Partners",
        "Westchester", "Rye", 240, ("Westchester", "Fairfield", "Kings"),
        ("finance", "legal", "accounting", "family and care", "health"),
    ),
)  # fmt: skip

# Name|profession|title|firm|town|counties|segments|Dana's trust|m when a member of the group
CAST = """
Renee Halpern|divorce_attorney|Matrimonial Attorney|Halpern & Quillwood|White Plains|\
Westchester;Putnam|families|.9|m
Imani Fontaine|divorce_planner|CDFA|Lanternhill Divorce Planning|White Plains|\
Westchester|families|.9|
Soojin Kang|therapist|Couples Therapist|Wrenfield Counseling|White Plains|Westchester|families|.9|
Lee Okafor|mortgage_broker|Mortgage Broker|Elderbrook Home Loans|White Plains|\
Westchester|families|.9|
Carla Navarro|realtor|Realtor|Hollyfield Homes|Mount Kisco|Westchester;Putnam|families|.9|m
Marisol Ibarra|home_inspector|Home Inspector|Ibarra Inspections|Ossining|\
Westchester;Putnam|families|.6|
Hector Lozano|mover|Moving Company|Lozano Van Lines|Yonkers|Westchester;Putnam|families|.9|
Martin Bexley|estate_attorney|Estate Attorney|Bexley Estate Law|Rye|\
Westchester|high net worth|.9|m
Tomasz Rybak|financial_advisor|Financial Planner|Silverbirch Wealth Partners|Scarsdale|\
Westchester|high net worth|.9|
Anjali Desai|cpa|CPA|Desai & Marigold CPAs|Tarrytown|Westchester|high net worth|.9|
Declan Feeney|life_agent|Life Insurance Agent|Feeney Insurance|Yonkers|Westchester|families|.6|m
Walter Brodsky|elder_law_attorney|Elder Law Attorney|Brodsky Elder Law|White Plains|\
Westchester|seniors|.9|m
Ngozi Mensah|care_manager|Geriatric Care Manager|Willowmere Eldercare|New Rochelle|\
Westchester|seniors|.9|
Bridget Tierney|home_care|Home Care|Tierney Home Care|Yonkers|Westchester|seniors|.6|m
Philippa Colby|organizer|Senior Move Manager|Bluestem Organizing|Scarsdale|Westchester|seniors|.6|
Camille Weekes|funeral_director|Funeral Director|Weekes Funeral Home|Mount Kisco|\
Westchester;Putnam|seniors|.6|
Samuel Ransome|business_attorney|Business Attorney|Ransome & Ironbark LLP|White Plains|\
Westchester|business owners|.9|m
Ira Perlman|business_valuator|Business Appraiser|Northwick Valuation|White Plains|\
Westchester|business owners|.9|
Kavita Iyer|bookkeeper|Bookkeeper|Wagtail Bookkeeping|Dobbs Ferry|Westchester|business owners|.9|
Kwame Asante|employment_attorney|Employment Attorney|Asante Employment Law|White Plains|\
Westchester|business owners|.6|
Dorota Majewski|recruiter|Executive Recruiter|Fernbridge Search|Tarrytown|\
Westchester|business owners|.9|m
Hana Yoon|commercial_broker|Leasing Broker|Stonebridge Commercial|White Plains|\
Westchester|business owners|.9|m
Omar Qureshi|it_provider|IT Consultant|Goldfinch Technologies|Rye|Westchester|business owners|.9|
Rosanna Gallo|contractor|General Contractor|Gallo Construction|Mount Kisco|\
Westchester;Putnam|families|.9|m
Erik Lindqvist|architect|Architect|Lindqvist Architecture|Tarrytown|Westchester|families|.9|
Greta Vogel|property_manager|Property Manager|Upland Management|New Rochelle|Westchester||.6|m
Luz Quintero|plumber|Master Plumber|Quintero & Sons|Yonkers|Westchester;Putnam|families|.6|
Nadia Haddad|wedding_planner|Wedding Planner|Haddad Weddings|Tarrytown|Westchester|families|.6|
Paolo Santoro|caterer|Caterer|Santoro Catering|Ossining|Westchester|families|.6|m
Mei Jiang|photographer|Wedding Photographer|Jiang Studio|Dobbs Ferry|Westchester|families|.9|
""".strip().splitlines()

KNOWN_PAIRS = """
Carla Navarro|Lee Okafor;Marisol Ibarra
Lee Okafor|Marisol Ibarra;Martin Bexley;Hector Lozano
Bridget Tierney|Ngozi Mensah
Tomasz Rybak|Declan Feeney;Anjali Desai;Imani Fontaine
Anjali Desai|Kavita Iyer;Samuel Ransome
Nadia Haddad|Mei Jiang;Paolo Santoro
Luz Quintero|Rosanna Gallo;Carla Navarro
Hector Lozano|Rosanna Gallo;Philippa Colby
""".strip().splitlines()
"""Those of them who know each other; of the others Dana is the first to think."""

CONTEXTS = {
    "Anjali Desai": "cpa=0.9;forensic_accountant=0.6",
    "Imani Fontaine": "divorce_planner=0.9;financial_advisor=0.6",
}
"""Dana's trust by profession; those professions are stated for the people, in this order."""

TRUST_IN_DANA = {
    "Renee Halpern": 0.9,
    "Lee Okafor": 0.6,
    "Ngozi Mensah": 0.9,
    "Carla Navarro": 0.9,
    "Martin Bexley": 0.9,
    "Paolo Santoro": 0.9,
    "Kwame Asante": 0.6,
}
