"""The methods of the Web API, one module a family, and the table of all of them."""

from adapters.playground.slack.methods import app, chat, conversations, files, people, views

TABLE = {
    method.name: method
    for family in (app, chat, conversations, files, people, views)
    for method in family.METHODS
}
