"""What the event is called whose time since the start is studied."""

from dataclasses import dataclass

from effektspor.artefacts import Text


@dataclass(frozen=True)
class EventWords:
    """The event in words; Danish compounds are put together of `rate`.

    Attributes
    ----------
    key
        In ids of artefacts and in the CSVs of competing exits.
    causes
        What may come first, the event among them, in the order of tables: those that the event
        itself is made of are left out.
    name
        In a list of what may come first.
    definition, competing
        What its time is, and what counts as coming first.
    rate
        First part of the Danish name of its rate, and the English name.
    to
        In "the time to ...".
    done, not_yet
        What those have done, or not yet, to whom it has come or not.
    without, done_short, share
        Of the time before it and of the share to whom it has come, shortly.
    mean_to
        In "mean time to ...".
    title
        Of the table of what comes first.
    """

    key: str
    causes: tuple[str, ...]
    name: Text
    definition: Text
    competing: Text
    rate: Text
    to: Text
    done: Text
    not_yet: Text
    without: Text
    done_short: Text
    share: Text
    mean_to: Text
    title: Text

    @property
    def ratio(self) -> Text:
        """The ratio of the rates."""
        return Text(
            da=f"Forhold mellem {self.rate.da}rater", en=f"{self.rate.en.capitalize()}-rate ratio"
        )

    @property
    def method(self) -> Text:
        """How the ratio comes about."""
        return Text(
            da=f"{self.rate.da.capitalize()}ratens ændring i deltagerkommunerne divideret med dens "
            "ændring i sammenligningskommunerne: grupperede proportionale rater i celler af "
            "kommune, kohorte og uge siden start, med frit niveau for hver kommune og hver uge.",
            en=f"The change of the {self.rate.en} rate in the participating municipalities divided "
            "by its change in the comparison municipalities: grouped proportional hazards in cells "
            "of municipality, cohort and week since the start, with a free level of each "
            "municipality and each week.",
        )
