"""Reports: one document, and one file per output format that renders it.

`document` builds the JSON-able document (schema ``leakscan/report/1``) from assessments;
every format renders that document only, so a saved result can be rendered again. This room
must never know a raw value, a scanned file or how a score comes about.
"""
