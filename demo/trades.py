"""The professions of the demo: how many there are, how people in them write what they do.

Each line: profession key of the catalog | weight, a larger one for more people | titles that a
catalog knows | titles as people write them, which it may not know | names of firms, in which W
stands for an invented word, V for another one and L for the last name.
"""

from dataclasses import dataclass

TABLE = """
# legal
divorce_attorney|3|Divorce Attorney;Matrimonial Attorney;Family Lawyer;Divorce Lawyer|\
Partner, Matrimonial & Family Practice;Of Counsel, Family Practice Group|W Law;W & V LLP
estate_attorney|3|Estate Attorney;Probate Attorney;Wills Lawyer;Estate Lawyer|\
Partner, Trusts & Estates;Helping families plan|W Law;W & V LLP;L Estate Law
elder_law_attorney|2|Elder Law Attorney;Elder Law Lawyer;Medicaid Attorney|\
Elder Law & Special Needs Planning|W Elder Law;L & V
real_estate_attorney|3|Real Estate Attorney;Closing Attorney;Real Estate Lawyer;Property Lawyer|\
Associate, Residential Transactions|W & V LLP;L Law PC
business_attorney|3|Business Attorney;Corporate Attorney;Business Lawyer;Corporate Counsel|\
Managing Partner;General practice for owners|W & V LLP;W Law
employment_attorney|2|Employment Attorney;Labor Lawyer;Employment Lawyer|\
Partner, Workplace & Executive Pay|W & V LLP;L Employment Law
immigration_attorney|1|Immigration Attorney;Visa Lawyer;Immigration Lawyer|Global Mobility Counsel|\
W Immigration Law;L Law PC
injury_attorney|2|Injury Attorney;Accident Lawyer;Injury Lawyer|Trial Partner|L & V;W Injury Law
bankruptcy_attorney|1|Bankruptcy Attorney;Debt Attorney;Bankruptcy Lawyer|\
Partner, Creditors' Rights|W & V LLP;L Law PC
tax_attorney|1|Tax Attorney;IRS Attorney;Tax Lawyer|Partner, Tax Controversy Group|W & V LLP
litigation_attorney|2|Litigation Attorney;Trial Attorney;Trial Lawyer|Senior Associate, Disputes|\
W & V LLP;L Litigation
ip_attorney|1|IP Attorney;Patent Attorney;Trademark Lawyer|Of Counsel, Brands|W IP Law
privacy_attorney|1|Privacy Attorney;Privacy Lawyer|Partner, Data & Technology|W & V LLP
mediator|2|Mediator;Divorce Mediator;Family Mediator|ADR neutral|W Mediation;L Mediation
# accounting
cpa|4|CPA;Accountant;Public Accountant;CPA, MBA|Partner, Tax & Advisory|W CPAs;L & V CPAs
bookkeeper|3|Bookkeeper;Bookkeeping|Owner, Clean Books|W Bookkeeping;L Books
tax_preparer|2|Tax Preparer;Enrolled Agent;EA|Taxes made simple|W Tax;L Tax Service
forensic_accountant|1|Forensic Accountant;Fraud Accountant;CFE|Director, Disputes & Investigations|\
W Forensics;W & V CPAs
business_valuator|1|Business Valuator;Business Appraiser;Valuation Consultant|ASA, ABV, Principal|\
W Valuation
fractional_cfo|2|Fractional CFO;Part-time CFO;Outsourced CFO|Finance chief for hire|W CFO Partners
payroll_provider|1|Payroll Provider;Payroll;PEO|District Manager, Small Business|W Payroll
# finance
financial_advisor|5|Financial Advisor;Financial Planner;CFP®;Wealth Advisor|\
Private Wealth, First VP|W Wealth Partners;W Financial;L Wealth
divorce_planner|1|Divorce Planner;CDFA;Divorce Analyst|Clarity through divorce|W Divorce Planning
mortgage_broker|4|Mortgage Broker;Loan Officer;Loan Originator;Mortgage Loan Originator|\
NMLS 000000, Branch Manager|W Home Loans;W Mortgage
business_banker|2|Business Banker;Commercial Banker;SBA Lender|VP, Relationship Banking|W Bank
mna_advisor|1|M&A Advisor;Investment Banker|Managing Director, Middle Market|W Capital;V Partners
business_broker|1|Business Broker;Business Intermediary;Franchise Broker|I sell companies|W Brokers
turnaround_adviser|1|Turnaround Adviser;Restructuring Adviser|Interim leader in hard times|W Renewal
# insurance
life_agent|3|Life Agent;Life Insurance Agent;Disability Agent|Protecting what matters;Agent, CLU®|\
W Life;L Insurance
property_agent|3|Property Agent;Insurance Agent;P&C Agent|Agency principal;Account Executive|\
L Insurance;W Insurance
business_insurer|2|Business Insurer;Insurance Broker;Cyber Broker|Producer, Middle Market|W Risk
health_broker|2|Health Broker;Medicare Broker;Health Agent|Medicare made clear|W Health Plans
benefits_broker|1|Benefits Broker;Benefits Consultant;401(k) Broker|Producer, Group Plans|W Benefits
public_adjuster|1|Public Adjuster;Loss Assessor|We work for you, not the insurer|L Adjusters
# real estate
realtor|6|Realtor;Real Estate Agent;Listing Agent;Buyer's Agent;\
Licensed Real Estate Salesperson|Associate Broker, SRES®;Luxury homes specialist|\
W Realty;W Homes;L Properties
commercial_broker|2|Commercial Broker;Leasing Broker;Tenant Rep|SIOR, Managing Director|W Commercial
title_officer|2|Title Officer;Title Agent;Escrow Officer|Counsel & Closer|W Title;W Abstract
home_inspector|2|Home Inspector;Building Inspector;Property Inspector|Eyes on your new house|\
W Home Inspections;L Inspections
appraiser|2|Appraiser;Real Estate Appraiser;Home Appraiser|SRA, chief reviewer|W Appraisals
property_manager|2|Property Manager;Leasing Manager;Rental Manager|Portfolio lead|W Management
home_stager|1|Home Stager;House Stager;Staging Pro|Making houses loved|W Staging;L Interiors
# building
architect|2|Architect;Building Architect;AIA|Principal, LEED AP|W Architecture;L & V Architects
contractor|3|Contractor;General Contractor;Home Builder|Owner;We renovate old houses|\
L Construction;W Builders
interior_designer|2|Interior Designer;Kitchen Designer;Decorator|Creative director|W Interiors
electrician|2|Electrician;Master Electrician;Licensed Electrician|Owner|L Electric;W Electric
plumber|2|Plumber;Master Plumber|Third-generation owner|L Plumbing;L & Sons
hvac_contractor|2|HVAC Contractor;Heating Contractor;Cooling Contractor|Service manager|L Heating
painter|1|Painter;House Painter;Paint Contractor|Owner|L Painting;W Painting
carpenter|1|Carpenter;Finish Carpenter;Trim Carpenter|Built-ins and more|L Woodwork
landscaper|2|Landscaper;Gardener;Lawn Care|Outdoor rooms|L Landscapes;W Gardens
restoration|1|Restoration;Fire Restoration;Water Damage Restoration|24/7 project lead|W Restoration
roofer|1|Roofer;Roofing Contractor;Roofing Company|Owner|L Roofing;W Roofing
# home
mover|2|Mover;Moving Company;Furniture Mover|Operations|W Moving;L Van Lines
organizer|2|Organizer;Professional Organizer;Senior Move Manager|Less is lovely|W Organizing
liquidator|1|Liquidator;Auctioneer;Estate Liquidator|Treasures and clean-outs|L Auctions
cleaner|1|Cleaner;House Cleaner;Maid Service|Founder|W Cleaning
# health
physician|2|Physician;Family Physician;Primary Care Physician|MD, FACP|W Medical Group
chiropractor|2|Chiropractor;Chiropractic;Spine Doctor|Clinic director|W Chiropractic
physical_therapist|2|Physical Therapist;Physiotherapist|DPT, OCS|W Physical Therapy
acupuncturist|1|Acupuncturist;Licensed Acupuncturist|Needles and tea|W Acupuncture
nutritionist|1|Nutritionist;Dietitian;Clinical Nutritionist|Eat well coach|W Nutrition
dentist|2|Dentist;Family Dentist;DDS|Smiles in every size|W Dental;L Dental Care
massage_therapist|1|Massage Therapist;LMT|Bodywork|W Massage
personal_trainer|1|Personal Trainer;Fitness Coach|Stronger every week|W Fitness;L Training
pharmacist|1|Pharmacist;Community Pharmacist|Owner, independent drugstore|W Pharmacy
veterinarian|1|Veterinarian;DVM|Partner, small animals|W Animal Hospital
# family and care
therapist|3|Therapist;Psychotherapist;Couples Therapist|LCSW-R, private practice|\
W Counseling;L Therapy
life_coach|2|Life Coach;Divorce Coach;Transition Coach|Your next chapter|W Coaching
career_coach|2|Career Coach;Career Counselor;Resume Writer|Work you love|W Careers
college_adviser|1|College Adviser;College Counselor;Educational Consultant|From essay to campus|\
W College Advising
childcare_provider|1|Childcare Provider;Daycare;Nanny|Director of Early Years|W Children's House
adoption_agency|1|Adoption Agency;Adoption Counselor|Building families|W Adoptions
care_manager|2|Care Manager;Geriatric Care Manager;Aging Manager|RN, CMC|W Eldercare
home_care|2|Home Care;Home Health;Caregiver|Regional director, private duty|W Home Care
senior_housing_adviser|1|Senior Housing Adviser;Senior Living Adviser;Care Finder|\
Guiding families home|W Senior Living
funeral_director|1|Funeral Director;Funeral Home|Fourth-generation owner|L Funeral Home
clergy|1|Pastor;Rabbi;Minister|Serving the parish|W Chapel
# events
wedding_planner|1|Wedding Planner;Event Planner;Party Planner|Chief of fun|W Events;L Weddings
caterer|2|Caterer;Catering;Catering Manager|Chef and owner|W Kitchen;L Catering
florist|1|Florist;Wedding Florist;Floral Designer|Flowers for every day|W Blooms
photographer|2|Photographer;Wedding Photographer;Portrait Photographer|Visual storyteller|L Studio
dj|1|DJ;Wedding DJ;Disc Jockey|Good music, good nights|W Sound
venue_manager|1|Venue Manager;Event Space|Director of Private Events|The W Barn;V Hall
travel_agent|1|Travel Agent;Travel Adviser;Honeymoon Agent|Trips planner in chief|W Travel
hair_stylist|1|Hair Stylist;Hairdresser|Brides and beyond|W Salon;L Hair
jeweller|1|Jeweler;Goldsmith;Jewelry Designer|Rings by hand|L Jewelers;W Jewelry
# marketing
marketing_consultant|3|Marketing Consultant;Digital Consultant;SEO Consultant|\
Growth storyteller;Founder & Chief Marketer|W Marketing
web_designer|2|Web Designer;Web Developer;UX Designer|Pixels and coffee|W Digital;L Studio
graphic_designer|2|Graphic Designer;Brand Designer;Graphic Artist|Creative lead|W Design
copywriter|1|Copywriter;Content Writer|Words that work|L Copy
printer|1|Printer;Print Shop|Ink on paper|L Printing
promo_products|1|Promo Products;Specialty Advertising;Swag|Brand merchandise guru|W Promotions
pr_consultant|1|PR Consultant;Publicist;Crisis Consultant|Communications strategist|W Communications
# people and computers
business_coach|2|Business Coach;Executive Coach;Management Consultant|Scaling owners up|W Advisory
recruiter|2|Recruiter;Headhunter;Executive Recruiter|Talent partner|W Talent;L Search
hr_consultant|2|HR Consultant;People Consultant;HR Adviser|Fractional people lead|W HR
it_provider|2|IT Provider;IT Consultant;MSP|Virtual CIO|W Technologies;L IT
cybersecurity|1|Cybersecurity;Information Security Analyst;Incident Response|CISSP, vCISO|W Cyber
"""


@dataclass(frozen=True, slots=True)
class Trade:
    """One profession: see the table."""

    key: str
    sphere: str
    weight: float
    known_titles: tuple[str, ...]
    wild_titles: tuple[str, ...]
    firms: tuple[str, ...]


def _read(table: str) -> dict[str, Trade]:
    trades: dict[str, Trade] = {}
    sphere = ""
    for line in filter(None, table.splitlines()):
        if line.startswith("# "):
            sphere = line.removeprefix("# ")
            continue
        key, weight, *cells = line.split("|")
        known, wild, firms = (tuple(cell.split(";")) for cell in cells)
        trades[key] = Trade(key, sphere, float(weight), known, wild, firms)
    return trades


TRADES = _read(TABLE)
