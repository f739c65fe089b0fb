"""English texts of the HTML page and of what several reports say of persons and places."""

PAGE_ENGLISH: dict[str, str] = {
    "html.title": "leakscan report",
    "html.skip": "Skip to the report",
    "html.contents": "Contents",
    "html.nav.files": "Files",
    "html.nav.population": "Who, since when, where",
    "html.nav.next": "What to do",
    "html.nav.circumstances": "If it spreads",
    "html.nav.details": "Detail",
    "html.nav.coverage": "What was not read",
    "html.nav.evidence": "How it was done",
    "html.section.files": "Files, worst first",
    "html.section.population": "Who is concerned, since when, from where",
    "html.section.next": "What to do",
    "html.section.circumstances": "Severity by circumstances",
    "html.section.details": "Why, file by file",
    "html.section.coverage": "What was not read",
    "html.section.evidence": "How this report came about",
    # First screen
    "html.gauge": "Severity on four steps",
    "html.if-confirmed": "if the indications are confirmed",
    "html.dpc": "Context of the data (DPC)",
    "html.ei": "Ease of identification (EI)",
    "html.se": "Severity (SE)",
    "html.of-4": "out of 4",
    "html.of-1": "out of 1",
    "html.card.what": "What is in it",
    "html.card.who": "How many persons",
    "html.card.sure": "How sure that is",
    "html.card.do": "What to do first",
    "html.do.first": (
        "Isolate the files, do not spread or copy them, and tell the data protection officer "
        "today: the 72 hours of art. 33 GDPR run from awareness."
    ),
    "html.do.unread": (
        "Have read what could not be (password, other format, sound copy), and until then keep it "
        "as if it held sensitive data."
    ),
    "html.who.unknown": "Unknown: nothing could be read.",
    "html.do.none": "Nothing was detected, which does not prove that there is nothing.",
    "first-step": (
        "First: isolate it, spread and copy nothing, tell the DPO today (72 h, art. 33 GDPR)."
    ),
    "basis.names": "name and birth date",
    "keyless.one": "not counted: {n} record without name, NIR, telephone or e-mail",
    "keyless.many": "not counted: {n} records without name, NIR, telephone or e-mail",
    "span": "care from {first} to {last}",
    "span.one": "care in {first}",
    "html.without": "What would change it: {cases}.",
    "html.tiers": (
        "Evidence: ●●● validated, the control key is right; ●●○ structure, the column or segment "
        "says so; ●○○ context, neighbouring words support it; ○○○ word alone, to be checked."
    ),
    "format.delimited": "CSV table",
    "format.text": "text",
    "format.binary": "binary",
    "html.partly": "{files} could not be read in full: what is said here is a minimum.",
    # Table of files
    "html.files.caption": "Severity, persons and data of each file. Headers sort the table.",
    "html.unit.persons": "pers.",
    "html.search": "Search",
    "html.filter": "Severity",
    "html.filter.all": "all",
    "html.shown.one": "{shown} of {all} files",
    "html.shown.many": "{shown} of {all} files",
    "html.more": "Show {n} more files ({rest} left)",
    "column.unread": "Not read",
    "column.state": "State",
    "gap.unread": "not read at all",
    # Circumstances, evidence
    "html.circumstances": (
        "The severity above supposes nothing of who got the data. Declared circumstances "
        "(--disclosure, --malicious) add to it:"
    ),
    "html.yes": "yes",
    "html.no": "no",
    "html.key.ephemeral": "drawn for this scan and destroyed",
    "html.key.managed": "of the investigation (pseudonymised data under the GDPR)",
    "html.fact.program": "Program",
    "html.fact.started": "Started",
    "html.fact.seconds": "Duration",
    "html.fact.files": "Files considered",
    "html.fact.bytes": "Bytes examined",
    "html.fact.complete": "All was read",
    "html.fact.policy": "Scoring policy and its SHA-256",
    "html.fact.rules": "Digest of the rules",
    "html.fact.key": "Key of the fingerprints",
    "html.fact.engine": "Engine, processes",
    "html.fact.expires": "To be deleted by",
    "html.method": (
        "SE = DPC (context of the data, 0 to 4) × EI (ease of identification, 0 to 1) + CB "
        "(circumstances), after ENISA 2013; one record suffices to establish a severity. This "
        "report holds counts and places, and no value that was found."
    ),
    "html.cnil": "leakscan report RESULT.json -f cnil writes a draft of the notification.",
    # Who, since when, where
    "html.abroad": "Abroad",
    "html.all-in-table": "All {n} as a table",
    "html.as-table": "The same as a table",
    "html.counted.exact": (
        "What follows is about {persons}, counted once each, over all files, by: {basis}."
    ),
    "html.counted.sample": (
        "About {persons}, counted once each over all files, by: {basis}; numbers below are scaled "
        "up from a random sample of {sample} of them."
    ),
    "minors.one": "{n} minor",
    "minors.many": "{n} minors",
    "html.sex.female": "Women",
    "html.sex.male": "Men",
    "html.decade": "{year}s",
    "html.chart.sex": "Sex",
    "html.chart.births": "Decade of birth",
    "html.chart.residence_departments": "Département of residence",
    "html.chart.birth_departments": "Département of birth (NIR)",
    "html.chart.care": "Samples, visits and results by month",
    "html.chart.establishments": "Laboratories and establishments",
    "html.chart.insurers": "Insurers",
    "html.chart.provenance": "What the files have in common",
    "html.care": "From {first} to {last}",
    "establishments.one": "{n} laboratory or establishment",
    "establishments.many": "{n} laboratories or establishments",
    "insurers.one": "{n} insurer",
    "insurers.many": "{n} insurers",
    "html.largest": "Records of the largest ones: {records}.",
    "html.finess": "Départements of their FINESS numbers: {departments}.",
    "html.layout": "Same {columns} columns in the same order: {files}",
    "software.mysqldump": "MySQL dump",
    "software.mariadb-dump": "MariaDB dump",
    "software.pg_dump": "PostgreSQL dump",
    "software.phpmyadmin": "phpMyAdmin export",
    "software.adminer": "Adminer export",
    "software.heidisql": "HeidiSQL export",
    "software.dbeaver": "DBeaver export",
    "software.navicat": "Navicat export",
    "software.sqlite-dump": "SQLite dump",
    "software.oracle": "Oracle export",
    "software.sqlserver": "SQL Server script",
    "software.hprim": "HPRIM sender",
    "software.hl7": "HL7 sender",
    "software.excel": "Microsoft Excel",
    "software.word": "Microsoft Word",
    "software.powerpoint": "Microsoft PowerPoint",
    "software.libreoffice": "LibreOffice",
    "software.openoffice": "OpenOffice",
    "software.onlyoffice": "ONLYOFFICE",
    "software.wps": "WPS Office",
    "software.sheetjs": "SheetJS",
    "software.apache-poi": "Apache POI",
    "software.aspose": "Aspose",
    "software.phpspreadsheet": "PhpSpreadsheet",
    "software.docx4j": "docx4j",
}
