"""The words that the demo is put together from: names, towns, firms, jobs, notes. All common."""

# Last names by origin, each with first names that go with them; `GENERAL` goes with all.
GENERAL = """
Andrea Alan Alice Amanda Amy Angela Anna Anthony Beth Brian Carla Caroline Cheryl Christine Claire
Colin Craig Cynthia Daniel Deborah Denise Diane Donna Edward Elaine Elena Eric Frank Gina Grace
Gregory Heather Helen Irene Jacob Janet Jason Jeanne Jennifer Jill Joan Joel Joyce Judith Julia
Karen Keith Kelly Kenneth Laura Lauren Leslie Linda Lisa Louise Marcus Maria Mark Martha Matthew
Megan Melissa Michelle Monica Nancy Natalie Nathan Nicole Nina Olivia Pamela Patricia Paul Paula
Peter Philip Rachel Rebecca Renee Rita Robin Ronald Rosa Ruth Samuel Sandra Sara Scott Sharon
Sheila Simon Sonia Stephanie Steven Susan Teresa Theresa Thomas Tina Valerie Vanessa Victor
Vincent Wendy Yvonne
"""
ORIGINS = """
Bridget Brendan Ciara Declan Deirdre Fiona Kieran Maeve Niall Nora Rory Sheila|\
Brannigan Callahan Cassidy Corrigan Delaney Doyle Farrell Feeney Garvey Keane Lafferty Mulvaney \
Noonan Quigley Rafferty Scanlon Tierney
Abigail Charlotte Emma Geoffrey Hannah Harriet Martin Nigel Oliver Philippa Rupert Walter|\
Ainsworth Barlow Bexley Chadwick Colby Draper Fenwick Garrick Hadley Kirby Langford Merrick \
Pemberton Prescott Thornbury Wexford Whitcombe
Antonio Bianca Carmela Dominic Franco Gianna Lucia Marco Paolo Rosanna Salvatore Silvia|\
Abruzzese Barone Bellini Capasso Carbone DeSantis Esposito Fusco Gallo Lombardi Marchetti \
Pellegrino Rinaldi Santoro Tedesco Vitale
Alejandra Carlos Diego Elisa Fernando Gabriela Hector Ines Javier Luz Marisol Rafael|\
Acosta Beltran Cardenas Duarte Escobedo Figueroa Galvez Herrera Ibarra Lozano Maldonado Navarro \
Ocampo Pacheco Quintero Rosales Sepulveda Valdez
Aaron Ari Dalia Esther Hannah Ira Leah Miriam Naomi Ruben Shira Tamar|\
Adler Brodsky Edelman Feldstein Garfinkel Halpern Kaminsky Lieberman Mandel Perlman Rosen \
Schechter Teitel Weissman Zuckerbrot
Anil Anjali Deepa Kavita Meera Nikhil Pooja Rahul Rohan Sanjay Sunita Vikram|\
Agarwal Banerjee Chaudhuri Desai Fernandes Ghosh Iyer Joshi Kulkarni Mehta Nair Pillai Rangan \
Saxena Trivedi Venkataraman
Chen Hao Jing Lan Mei Ming Ping Wei Xin Yan Ying|\
Cai Deng Fang Guo Huang Jiang Liang Luo Pan Qian Shen Tang Wen Xu Yuan Zhou
Eunji Hana Hyun Jae Jiwon Minjun Seojin Soojin Sung Yuna|\
Bae Cho Gwak Hong Jang Kang Kwon Min Noh Paik Ryu Seo Shin Yoon
Abena Adaeze Ama Chidi Efua Femi Ifeoma Kofi Kwame Ngozi Nneka Tunde|\
Adeyemi Agyeman Asante Boateng Chukwu Darko Eze Ibekwe Mensah Nwosu Obi Okafor Okonkwo Osei \
Owusu Quaye Sarpong
Alicia Andre Camille Darnell Desmond Ebony Imani Jamal Keisha Latoya Malik Tamika|\
Baptiste Braithwaite Clarke Dorsey Ellison Fontaine Gaines Hightower Jeffers Lattimore Mayfield \
Pettway Ransome Sinclair Toussaint Weekes
Agnieszka Bartosz Dorota Ewa Jakub Katarzyna Lena Marek Olga Pavel Tomasz Zofia|\
Adamczyk Bielski Dabrowski Gorecki Hlavac Jankowski Kovalenko Lisowski Majewski Novotny Olszewski \
Petrenko Rybak Sokolov Wrobel Zielinski
Amira Farah Hadi Karim Layla Leila Nabil Nadia Omar Samir Tarek Yasmin|\
Abbasi Darwish El-Amin Farouk Ghanem Haddad Issa Jaber Karimi Mansour Nasser Qureshi Rahimi \
Sayegh Tehrani Zaman
Arne Birgit Dieter Greta Heidi Ingrid Jonas Karin Lars Sigrid|\
Bergstrom Dahlgren Eklund Falk Gruber Hallberg Jensen Kessler Lindqvist Meinhardt Nystrom \
Oberholtzer Reinhardt Sandberg Vogel Wexler
""".strip().splitlines()

KNOWN_NAMES = {
    "Colin Farrell", "Frank Vogel", "Grace Min", "Jason Kessler", "Joel Obi", "Kenneth Clarke",
    "Kieran Tierney", "Marcus Garvey", "Nikhil Banerjee", "Peter Falk", "Peter Mensah",
    "Peter Obi", "Rebecca Clarke", "Rohan Joshi", "Steven Adler", "Thomas Mensah",
    "Vincent Gallo", "Vincent Lombardi", "Wendy Deng",
}  # fmt: skip
"""Names that someone well known has: not used."""

# County|region|area codes|towns|weight|the counties that people there serve too
COUNTIES = """
Westchester|US/NY/Westchester|914 646|White Plains;Yonkers;New Rochelle;Mount Kisco;Tarrytown;\
Scarsdale;Rye;Ossining;Larchmont;Dobbs Ferry|45|Putnam Fairfield Rockland
Putnam|US/NY/Putnam|845 329|Carmel;Cold Spring;Brewster;Mahopac|12|Westchester Dutchess
Dutchess|US/NY/Dutchess|845 329|Poughkeepsie;Beacon;Fishkill;Rhinebeck|8|Putnam
Rockland|US/NY/Rockland|845 329|Nyack;New City;Suffern|8|Westchester
Fairfield|US/CT/Fairfield|203 475|Stamford;Greenwich;Norwalk;Ridgefield;Danbury|13|Westchester
Kings|US/NY/Kings|718 347 929|Brooklyn|6|Manhattan
Manhattan|US/NY/New York|212 332 917|New York|6|Kings
Bergen|US/NJ/Bergen|201 551|Hackensack;Ridgewood;Englewood|2|Rockland
""".strip().splitlines()

FIRM_WORDS = """
Alder Amberly Ashgrove Barkwell Beechmont Birchline Blackthorn Bluestem Bramble Brightwater
Cairnwood Cedarmoor Clearbrook Copperfern Crestling Dovetree Driftstone Elderbrook Evenfield
Fairlark Fernbridge Foxhollow Glenmoss Goldfinch Greywillow Harborlight Hawthorne Hazelwick
Heronsgate Highmeadow Hollyfield Ironbark Ivystone Juniper Kestrel Kingfisher Lanternhill Larkspur
Lindenway Longmeadow Maplecroft Marigold Millrace Mossbank Northwick Oakhaven Orchardway Overbrook
Partridge Pinecrest Quarrystone Quillwood Ravenscar Redmaple Rivermint Rosewood Saddlebrook
Sandpiper Silverbirch Skylark Sparrowhill Stonebridge Summerfield Sunmere Swallowtail Sycamore
Tamarack Thistledown Tidewater Tupelo Upland Wagtail Waverly Westerleigh Whitethorn Wildrye
Willowmere Windrush Wrenfield Yarrow
"""

# Jobs of people who are outside every line of referrals, and where they work.
OTHER_JOBS = """
Product Manager;Senior Product Manager;Software Engineer;Staff Engineer;Data Scientist|\
W Software;W Labs;W Robotics;W Pay
Teacher;High School Teacher;Fourth Grade Teacher;Assistant Principal|\
W Union Free School District;W Academy
Registered Nurse;Nurse Practitioner;Dental Hygienist;Optometrist|\
W Health System;W Hospital;W Dental
Professor of History;Lecturer;Research Associate;Librarian|W College;W University;W Public Library
Journalist;Editor;Curator;Museum Educator;Actor|W Media;W Museum;W Theater;W Press
Store Manager;Regional Sales Director;Account Director;Customer Success Lead|\
W Foods;W Retail Group;W Outfitters
Supply Chain Analyst;Logistics Coordinator;Plant Supervisor;Mechanical Engineer;Buyer|\
W Manufacturing;W Logistics;W Pharma;W Energy;L Industries
Town Planner;Town Clerk;County Legislator;Police Officer;Firefighter|Town of W;Village of W
Program Officer;Executive Director;Development Director;Grant Writer;Volunteer Coordinator|\
W Foundation;W Food Bank;W Land Trust
Chief Executive Officer;Chief Operating Officer;President;Owner;Founder;Co-founder|\
L Industries;W Ventures;L & Daughters;W Brewing;W Outfitters
Student;Graduate Student|W College;W University
Retired;Retired Executive;Retired Teacher;Stay-at-home parent;Board Member|
Airline Pilot;Flight Attendant;Train Conductor;Barista|W Airlines;W Rail;W Coffee
""".strip().splitlines()

SEGMENTS = {
    "legal": "families;business owners;high net worth",
    "accounting": "business owners;high net worth;families",
    "finance": "high net worth;families;business owners",
    "insurance": "families;business owners;seniors",
    "real estate": "families;first-time buyers;high net worth",
    "building": "families;high net worth",
    "home": "families;seniors",
    "health": "families;seniors",
    "family and care": "families;seniors",
    "events": "families;business owners",
    "marketing": "business owners",
    "people and computers": "business owners",
}
"""Who the people of a sphere work for, the most usual first."""
SEGMENTS_OF_TRADES = {
    "families": "divorce_attorney mediator divorce_planner therapist childcare_provider "
    "adoption_agency college_adviser injury_attorney wedding_planner home_inspector",
    "seniors": "elder_law_attorney care_manager home_care senior_housing_adviser health_broker "
    "funeral_director",
    "business owners": "business_attorney employment_attorney ip_attorney privacy_attorney "
    "bookkeeper business_valuator fractional_cfo payroll_provider business_banker mna_advisor "
    "business_broker turnaround_adviser business_insurer benefits_broker commercial_broker",
    "high net worth": "tax_attorney forensic_accountant",
}
"""Those whose work alone says it."""

GROUP = "Hudson Valley Referral Partners"
GROUPS = (
    "Chamber of Commerce",
    "Rotary",
    "Breakfast Club for Owners",
    "Harrowgate College alumni",
    "Young Professionals",
)
COUNCIL = "Estate Planning Council"
COUNCIL_SPHERES = ("legal", "accounting", "finance", "insurance")
NOTES = (
    "Met at the spring mixer.",
    "Sat at the same table at the chamber lunch.",
    "Sends a card every December.",
    "Prefers a call before nine.",
    "Spoke on our panel last year.",
    "Wants more clients north of the river.",
    "Has two children in college.",
    "Asks for a short written introduction.",
    "Moved here from Chicago.",
    "Runs the half marathon each fall.",
)
TAGLINES = (
    "Helping people move on",
    "Speaker",
    "Serving the Hudson Valley",
    "Board member",
    "Author",
    "By referral only",
)
CLIENT_NOTES = ("Former client.", "Asked for advice in the spring.", "Client since 2024.")

# A profession, and those that people in it meet at work anyway where they serve the same places.
FELLOWS = """
realtor mortgage_broker real_estate_attorney title_officer home_inspector home_stager appraiser
mortgage_broker real_estate_attorney title_officer appraiser property_agent
divorce_attorney mediator forensic_accountant divorce_planner litigation_attorney
estate_attorney financial_advisor cpa elder_law_attorney life_agent funeral_director
cpa bookkeeper financial_advisor business_attorney tax_attorney tax_preparer payroll_provider
financial_advisor life_agent business_banker divorce_planner
care_manager home_care elder_law_attorney senior_housing_adviser physician pharmacist
business_attorney business_banker mna_advisor business_broker business_valuator ip_attorney
contractor architect electrician plumber hvac_contractor carpenter painter interior_designer
architect interior_designer landscaper commercial_broker
wedding_planner venue_manager caterer florist photographer dj hair_stylist
venue_manager caterer photographer florist dj
caterer florist photographer dj
photographer dj florist
jeweller wedding_planner florist
restoration roofer public_adjuster
restoration public_adjuster property_agent plumber
injury_attorney chiropractor physician physical_therapist
hr_consultant recruiter payroll_provider benefits_broker employment_attorney
it_provider cybersecurity business_insurer
web_designer graphic_designer marketing_consultant printer
mover organizer home_stager cleaner liquidator realtor
recruiter employment_attorney business_coach fractional_cfo
therapist life_coach physician
property_manager plumber electrician cleaner landscaper
""".strip().splitlines()
