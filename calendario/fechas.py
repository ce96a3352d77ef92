"""Days of an institute, and dates as people say them."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo


def fin_del_dia(dia: date, tz: ZoneInfo) -> datetime:
    """The last second of the local day: «a más tardar el día X» includes X whole, until 23:59:59."""
    return datetime.combine(dia, time(23, 59, 59), tzinfo=tz)


def inicio_del_dia(dia: date, tz: ZoneInfo) -> datetime:
    """The first moment of the local day."""
    return datetime.combine(dia, time.min, tzinfo=tz)


def dia_local(momento: datetime, tz: ZoneInfo) -> date:
    """The local day in which an aware `momento` falls."""
    return momento.astimezone(tz).date()
