"""The parts of one loopback server, wired together."""

from dataclasses import dataclass, field

from adapters.playground.slack.checks.schemas import Schemas
from adapters.playground.slack.clock import Clock
from adapters.playground.slack.delivery import Deliverer, HttpTransport
from adapters.playground.slack.events import Events
from adapters.playground.slack.faults import Faults
from adapters.playground.slack.feed import Feed, Tasks
from adapters.playground.slack.filing import Filing
from adapters.playground.slack.ids import Ids
from adapters.playground.slack.journal import Journal
from adapters.playground.slack.limiter import Limiter
from adapters.playground.slack.model import Grant, Team
from adapters.playground.slack.posting import Posting
from adapters.playground.slack.settings import AppSettings, Limits, Timings
from adapters.playground.slack.sockets import Sockets
from adapters.playground.slack.triggers import Triggers
from adapters.playground.slack.where import Where
from adapters.playground.slack.world import World


@dataclass
class Authorization:
    """A code that the authorize page gave out, to be exchanged for a token."""

    team: Team
    scopes: frozenset[str]
    redirect_uri: str | None
    made: float
    used: bool = False


@dataclass
class Core:
    """Everything that the Web API, the pages and the people act on."""

    app: AppSettings
    clock: Clock
    limits: Limits
    timings: Timings
    ids: Ids
    feed: Feed
    deliveries: Tasks
    housework: Tasks
    where: Where
    world: World
    http: HttpTransport
    sockets: Sockets
    deliverer: Deliverer
    events: Events
    posting: Posting
    filing: Filing
    triggers: Triggers
    limiter: Limiter
    schemas: Schemas | None
    faults: Faults = field(default_factory=Faults)
    journal: Journal = field(default_factory=Journal)
    codes: dict[str, Authorization] = field(default_factory=dict)


def build(
    app: AppSettings, clock: Clock, limits: Limits, timings: Timings, schemas: Schemas | None
) -> Core:
    """Wire the parts of a server together."""
    ids, feed, where = Ids(clock), Feed(), Where()
    deliveries, housework = Tasks(), Tasks()
    world = World(clock, ids, feed)
    world.grants[app.app_token] = Grant("app", frozenset({"connections:write"}))
    http = HttpTransport(app, clock, timings)
    sockets = Sockets(app, clock, timings, ids, feed, housework)
    deliverer = Deliverer(lambda: http if app.request_url else sockets, clock, timings, feed)
    events = Events(app, world, deliverer, deliveries)
    posting = Posting(world, events, where)
    return Core(
        app,
        clock,
        limits,
        timings,
        ids,
        feed,
        deliveries,
        housework,
        where,
        world,
        http,
        sockets,
        deliverer,
        events,
        posting,
        Filing(world, posting, events, housework, timings),
        Triggers(clock, ids, timings),
        Limiter(clock, limits),
        schemas,
    )
