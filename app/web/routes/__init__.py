"""The pages, by what they are about."""

from fastapi import APIRouter

from app.web.routes import (
    answering,
    audit,
    catalog,
    digest_links,
    goals,
    imports,
    introductions,
    keys,
    pairings,
    people,
    person_form,
    rating,
    settings,
    sign_in,
    sign_ins,
    templates,
    unsubscribe,
    week,
)

ROUTERS: tuple[APIRouter, ...] = (
    answering.router,
    digest_links.router,
    sign_in.router,
    sign_ins.router,
    keys.router,
    week.router,
    introductions.router,
    templates.router,
    pairings.router,
    goals.router,
    rating.router,
    person_form.router,
    people.router,
    catalog.router,
    settings.router,
    imports.router,
    unsubscribe.router,
    audit.router,
)
