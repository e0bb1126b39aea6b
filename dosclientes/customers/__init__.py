"""Who is a customer: of what output, seen from which boundary. The course's decision procedure as code.

>>> from dosclientes.customers import classify, hospital
>>> classify(hospital.case("result_for_ward"), hospital.around("hospital")).label
'internal'
>>> classify(hospital.case("result_for_ward"), hospital.around("laboratory")).label
'external'
"""

from dosclientes.customers.arrows import move_boundary, turn_arrow
from dosclientes.customers.parties import ANNOTATIONS, FACTS, Boundary, Case, Fact, Output, Party, Process
from dosclientes.customers.procedure import LABELS, Label, Reason, Verdict, classify, label_name
from dosclientes.customers.rules import RULES, Ruling, counts_as_customer

__all__ = [
    "ANNOTATIONS",
    "FACTS",
    "LABELS",
    "RULES",
    "Boundary",
    "Case",
    "Fact",
    "Label",
    "Output",
    "Party",
    "Process",
    "Reason",
    "Ruling",
    "Verdict",
    "classify",
    "counts_as_customer",
    "label_name",
    "move_boundary",
    "turn_arrow",
]
