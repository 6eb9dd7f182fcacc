"""Words with a capital that are no child's name, though a number follows (REV-7).

Promises to judge the words alone, from lists and endings; it never sees the sentence.
"""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PEOPLE = _words(
    """
    adolescent adopter adult afghan african albanian all american another any anybody anyone
    applicant arab asian attendee author baby bangladeshi boy brazilian british brother
    bulgarian candidate caregiver carer caribbean caseworker chair chairman chairperson
    chairwoman child childminder children chinese clinician co-optee cohort colleague commander
    commissioner constable contributor coordinator councillor daughter delegate deputy detective
    director doctor dutch each english eritrean ethiopian european everybody everyone expert
    facilitator family father female fosterer french friend german girl governor gp greek group
    guardian guest gypsy he her him his household indian infant inspector iranian iraqi irish it
    italian jewish kurdish lead leader learner leaver lecturer male man manager member men
    midwife midwives minor mixed most mother muslim nigerian nobody none nurse observer offender
    officer other our owner paediatrician pakistani panel parent participant partner patient
    people perpetrator person polish portuguese practitioner president principal professional
    provider psychiatrist psychologist pupil representative resident roma romanian scottish
    scrutineer secretary sergeant she sibling sikh sister slovak social solicitor somali some
    somebody someone son spanish speaker staff stakeholder student sudanese superintendent
    survivor suspect syrian teacher teenager tenant their them they those toddler trainee
    trainer traveller turkish twin ukrainian unaccompanied us victim vietnamese visitor
    volunteer we welsh who witness woman women worker you youngster youth
    """
)
_OF_THE_FIELD = _words(
    """
    about absence absent abuse accepted access accident accommodation accountable across act
    action activity actual additional additionally address admin admissions advancing advice
    advisor advisors advisory affected after against age aged agency agenda agree agreed
    agreeing aim alcohol alert alliance allied also alternate ambition ambulance an analysis and
    annex annual anti apology appeal appendices appendix approach approved approximately area
    article as ask asset assurance asylum at attempt attendance attending audit authority autism
    award awareness away back background barnardo because before behaviour being below benchmark
    benefit bereavement beyond block board body book border borough both box branch breach break
    brief briefing budget building built bulletin bullying burglary business but by cabinet
    cafcass call campaign campus cancelled cap capacity care case caseload cause ceasefire
    celebrate census central centre challenge change channel chapter chart check checklist
    circular city class clause clinic clinical cllr clock close closed closing closure club co
    code coercive cohesion college column comment committee common community company comparison
    complaint completed completing complex compliance concern conclusion conduct conference
    confidence confidential conflict consent considered considering constabulary contact content
    contents context continued continuing contract control core corporate cost council count
    country county course court cover crime criminal crisis criteria criterion culture current
    currently custody cut cyber daily damage dashboard data date deadline death debate debt
    declined deferred deficit delay delegated deliver delivering delivery democratic department
    dept deputation design designated detail developing digital diocese directorate disability
    disclosure disease dispute district diversity divisional document domestic door down draft
    drive drop drug due duty early easter eating economy effect effective eight eighth elected
    element email embedding emerging end engaged engaging enquiry ensure ensuring enterprise
    entry equal equality error escalated estate ethnicity evaluated event every evidence
    evolving example excellent excluded executive exempt exercise exit expectation expected
    expenditure explicitly exposed extra face fact factor factsheet failure fair far fatal fee
    feedback fifteen fifth figure file final finance financial finding fire first five flag
    flowchart focus follow following food for fora forced forecast foreword form formal forum
    forward fostering four fourth framework fraud free frequency friday from front frontline
    full fund funding further future gambling gang gap gateway gender general genital
    geographical geography getting given giving glossary goal going good governance government
    grade graded graph grooming guidance guide half handbook handover harassment harm harmful
    hate have hazard headline headteacher health healthwatch healthy hearing help helpline here
    hidden high hit holiday home homeless homicide hospice hospital hotline hour housing how
    however hub human idea identified identify identifying if illness image impact implementing
    improve improved improving in inadequate incident inclusive income incomplete independent
    index indicator induction informal infrastructure initial injury innocence input inquest
    inquiry inquorate inspectorate insurance intake integrated intelligence intensive inter
    interagency interest interface interim internal internet interview invite is issue item job
    joint journey judgement judgment jury justification key knife knowledge kooth language large
    last launch leaflet league learned learning leave legacy legal less lesson lessons letter
    level liaison licence lifestyle limit line link list listening lived living load loan local
    locality locally log looked loss low main maintaining mandatory many map mapping market
    maternity matrix matter maximising maximum media mediated medical medicine medium meeting
    memorandum mental merger merit message method metric metropolitan minimum minister ministry
    minute missed missing mobile model modern module monday money monitoring month more
    mortality mostly motion multi multiagency must name named national nationally near need
    neglect neighbourhood neonatal net network never new news newsletter next night nil nine
    ninth no non northern not note noted notice notified notwithstanding november now nspcc
    number numeric nursery nursing obesity objective obstacle october of off offence offending
    offer office ofsted on once one ongoing online only open opening operational option oral
    order organised origin original out outcome outline output outreach outside outstanding over
    overall overdue overview own pack package paper paragraph parking part partial participation
    parties party pass past pastoral pathway payment peer pending pension per percent
    performance period permanent phase phone physical piece pillar pilot place plan planned
    planning please pledge plus podcast point police policing policy political poor population
    portal position post postponed potentially poverty practice pre pregnancy premature premise
    present presentation prevent preventative preventing previous previously primary priority
    prison private probation problem procedure proceedings process profile programme progress
    project proposal proposed prosecution prosperous protect protecting protocol provide
    providing provisional psychological public purpose quality quarter quarterly query question
    questionnaire quick quiet quorate quorum racism radical rag raising rape rapid rate rating
    raw re reach real reason rebalancing receipt received record records recovery recruit
    recruiting red reducing ref referee reference referral reforming refuge refugee region
    regional register regular rejected related relevant remit remote repeat report reporting
    request required rescue research reserve residence residential resolved resource respect
    respite respondent responding response responsible rest result return review revised right
    rise risk role roll room rota rotation round route row rule rural safe safeguard
    safeguarding safer safety same sample saturday scale scheme school scope score scorecard
    screening scrutiny seat second secondary section sector secure seen self seminar sent
    sentence separate september series serious service session set seven seventh sex sexual sgt
    shadow share shared sharing sheet shelter sign signature signed significant since site six
    sixth size skill slide slot smoking so software sole source southern space special
    specialist specific spend sport stable staffing stage stalking standard standing start
    started state statistic status statutory step still stop strand strategic strategy strength
    strengthen strengthening stress strong stronger structure study sub subgroup subject
    subsequently substance substitute success suicidal suicide sum summary summit sunday
    supplementary supply support supporting surgery survey sustainable symptom system table
    tackling take talk target targeted task team technology telephone template ten tender tenth
    term terrorism tertiary test text than thank that the theft theme then there therefore these
    thing third this thought thread threat threats three threshold through thursday tick tier
    time timeline timescale timetable title to today together too toolkit top topic total track
    trafficking trained training transfer transitional trauma treated trend triage trial
    tribunal trigger trust tuesday turn turnout twelve twenty twice two type unauthorised
    unclear under understanding undertaking underway unexpected unexplained unit university
    unknown unresolved until up update upper urban urgent use user usually vacancy vaccine value
    various version very victimised video view violence virtual vision visit vocational voice
    volume voluntary vote vulnerable waiting walk warning watch water way weapon web webinar
    website wednesday week weekly weight welcome welfare well wellbeing western what when
    whenever where which while whilst whistleblowing whole whose why wide wider with withdrawn
    within without wording work workbook workforce working workload workplace workshop
    workstream worry written wrong year yearly yes zone zoom
    """
)
_A_NAME_TOO = _words(
    """
    amber apr april art aug august bath bedford belfast best birmingham black blue bolton
    bradford brighton bristol brown buckingham bury calderdale cambridge camden cardiff charity
    church cornwall coventry cross croydon cumbria darlington day dec december derby devon
    doncaster dorset dover dudley durham ealing east enfield england essex europe exeter feb
    february field foster gateshead gloucester grant green greenwich grey hackney halton
    hampshire haringey head house hull ireland islington jan january judge jul july jun june
    justice kent kirklees knowsley lambeth law leeds leicester lewisham lincoln liverpool london
    long luton mar march may medway midlands newcastle newham norfolk north northumberland
    norwich nottingham nov oct oldham oxford page parish peterborough plymouth power price
    reading redbridge rochdale rotherham rutland salford sandwell scotland sefton sep sept
    sheffield short slough small solihull somerset south southampton southwark stafford
    stockport stockton street suffolk sunderland surrey sussex swindon tameside telford torbay
    trafford wakefield wales walsall ward warrington warwick west white wigan wiltshire
    winchester windsor wirral wolverhampton worcester york young
    """
)
_ENDINGS = re.compile(
    r"[a-z]+(?:[ts]ion|ness|ism|ship|hood|ology|ability|ibility|ivity)s?|[a-z]+[tsv]ivities"
    r"|[a-z]+(?:shire|side|borough|chester)|[a-z]{2,}(?<!cle)ments?"
)
"""Endings of the field's nouns and of places; no common first name has one (Clement aside)."""
_SHORT = _words(
    """
    ADHD AGM AND AOB BAME BME BST CCE CE CEO CFO CIC CIN CLA CME CP CPS CSE CYP DBS DCS DSL EAL
    EHCP EHE FGM GMT GP HR ICB ICS IT KPI LA LAC LGBT LGBTQ LSP NEET NHS NSP PDF SAR SEMH SEN
    SEND TBC THE TOR UASC UK YJS YOT YP
    """
)
_SHORT_OR_INITIALS = _words(
    """
    ABE ACC ACE ADCS AGD AM AP ASAP ASB ATT BCU BRAG CAF CAMHS CAWN CCG CCO CDOP CDR CEOP CEX
    CHC COVID CPD CPR CQC CRC CSA CSC CSP CSPR CVS DA DASH DASS DCC DCI DCSF DFE DHR DHSC DI DLA
    DNA DPA DPIA DPO DS DSP DV DVPN DWP EDT EH EHA EHC EIA EMT EPO ESP EY FAQ FASD FE FFT FGC FII
    FOI FTE GCP GCSE GDPR GLD GM GMP GRT HBA HBV HMIC HMICFRS HMP HMPPS HSB HSE HV HWB ICO ICON
    ICPC IDVA II IICSA III ILACS IOM IPV IRO ISVA IV JCP JSNA JTAI KCSIE KLOE LADO LCO LCSPR LD
    LGA LPS LSCB MACE MAPPA MARAC MASA MASE MASH MAT MATAC MBC MCA MCC MDT MFT MH MHA MHCC MHST
    MOJ MOU MP MSCA NAI NCA NDA NFA NICE NPCC NPS NRM NSPCC NW OFSTED OMS ONS OOH OPCC PCC PDP
    PEP PHE PHSE PLO PM PPN PPU PR PRU PSHE PVI QA QAF QFP QI RAG RCPC RR RSE RSHE SAB SCB SCH
    SCP SCR SDQ SENCO SIB SLA SLT SMT SOP SPA SPOC SRO STC SUDC SUDI SW TAC TAF TCB TUPE TUSLA
    UKHSA VAWG VCF VCS VCSE VII VRU VSH WT YEF YJB YOI YOS YRO
    """
)
_OF_A_PARTNERSHIP = re.compile(r"[A-Z]+(?:SCP|SCB|SAB|SAPB)")


def is_nobodys_name(phrase: str, *, is_age_said: bool) -> bool:
    """Whether the capital words or short letters before an age name nobody (REV-7).

    The last word of `phrase` decides: an ordinary word of the field is no name, and with a bare
    number (“(7)”, “, 7”) no more is one that ends as nouns do (Exploitation). With an age said as
    one (`is_age_said`: “aged 7”, “7 years old”) a word that may be a name too (Kent, DA) is taken
    for a name, and so is a surname such as Brown after a first name.
    """
    *others, last = phrase.split()
    if last.isupper() and (last in _SHORT or (_is_agency(last) and not is_age_said)):
        return True
    word = re.sub("[’']s?$", "", last.casefold()).split("-")[-1]
    forms = {last.casefold(), word, word.removesuffix("s"), word.removesuffix("es")}
    forms.add(re.sub("ies$", "y", word))
    if forms & (_PEOPLE | _OF_THE_FIELD):
        return True
    if is_age_said:
        return False
    if forms & _A_NAME_TOO:
        return not others or is_nobodys_name(" ".join(others), is_age_said=False)
    return bool(_ENDINGS.fullmatch(word))


def _is_agency(letters: str) -> bool:
    return letters in _SHORT_OR_INITIALS or bool(_OF_A_PARTNERSHIP.fullmatch(letters))
