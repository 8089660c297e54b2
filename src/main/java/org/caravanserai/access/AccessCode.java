package org.caravanserai.access;

import org.caravanserai.canonical.ErrorCode;

/**
 * Codes at the door: of the start ({@code HUB}), of users and keys ({@code ACCESS}), of the API ({@code API}) and of HTTP answers ({@code
 * WEB}, where the number is the HTTP status). The source of the generated reference page.
 */
public enum AccessCode implements ErrorCode {
    OPTION(
            "HUB-001",
            "The command line is not understood.",
            "Compare it with `--help`; the message names the nearest option."),
    NO_HOME("HUB-002", "The folder is no home.", "Name one with `--home`, or make one with `init`."),
    SPRING_SETTING(
            "HUB-003",
            "Spring's own files and profiles are switched off.",
            "Set it in config/hub.yaml, per environment with `--env`, or as an option `--name=value`."),
    PORT_IN_USE("HUB-004", "Another program listens on the port.", "Stop it, or choose a port with `--server.port`."),
    CLEAR_TEXT(
            "HUB-005",
            "The hub would send passwords over the network in clear text.",
            "Give a certificate, or start with `--hub.http.plain=allowed` behind a proxy that encrypts."),
    BROKEN_HOME("HUB-010", "Files everything rests on are wrong.", "Mend what is listed; `check` says the same."),
    DATABASE_SECRET("HUB-012", "A reference of the database leads to nothing.", "Provide it as the message says."),
    ROUTE_ENDPOINT("ROUTE-010", "A hub: endpoint does not exist.", "Use one the message lists; `check` says the same."),
    ROUTE_FROM(
            "ROUTE-011",
            "A hub: endpoint stands behind 'to' and belongs at the beginning.",
            "Begin the route with it."),
    ROUTE_TO("ROUTE-012", "A hub: endpoint stands at the beginning and belongs behind 'to'.", "Send to it."),
    ROUTE_ENTITY("ROUTE-013", "A route names an entity that does not exist.", "Use one of the plural words."),
    ROUTE_PARAMETER("ROUTE-014", "A hub: endpoint lacks a parameter.", "Add the parameter the message names."),
    ROUTE_FILE("ROUTE-015", "hub:ingest was given something else than a file.", "Begin the route with file:."),
    ROUTE_PROTOCOL("ROUTE-016", "hub:punchout names a protocol that does not exist.", "Write cxml or oci."),
    PRESET("ACCESS-001", "HUB_ADMIN_PASSWORD cannot be a password.", "Set 1 to 72 bytes, or unset it."),
    USER_NAME("ACCESS-002", "The user name has other characters than allowed.", "Use a-z 0-9 . _ @ -"),
    NO_ROLE("ACCESS-003", "A user needs a role.", "Give at least one."),
    USER_EXISTS("ACCESS-004", "There is a user of this name.", "Choose another name, or change that user."),
    NO_USER("ACCESS-005", "There is no user of this name.", "List the users."),
    WEAK_PASSWORD("ACCESS-006", "The password is too short or too long.", "10 characters to 72 bytes."),
    LAST_ADMIN("ACCESS-007", "Nobody could manage users any more.", "Make somebody else admin first."),
    OLDER_KEY(
            "ACCESS-008",
            "A channel's key is renewed with an older key than its newest.",
            "Use the newest key; when it is lost, ask an operator of the hub for another."),
    API_KIND("API-001", "There are no documents of this word.", "Use one of the words the message lists."),
    API_IDEMPOTENCY("API-002", "The Idempotency-Key is empty or too long.", "Send 1 to 150 characters."),
    API_REASON("API-003", "A release needs a reason.", "Say why the delivery is taken after all."),
    API_NOT_HELD("API-004", "The run is not held.", "Nothing: there is nothing to release."),
    API_RUN("API-005", "There is no run of this number.", "List the runs."),
    API_STATE("API-006", "Runs are found by the state held only.", "Leave the state out for all."),
    API_FIELD("API-007", "A field of the body is missing.", "Add the field the message names."),
    API_ROLE("API-008", "There is no role of this name.", "Use one of those the message lists."),
    API_FILE_NAME(
            "API-009", "The name of a file is empty, too long or has folders.", "Send 1 to 200 bytes without slashes."),
    API_DOCUMENT("API-010", "The master has no document of this key.", "Check the key; search for it on the console."),
    API_DELETED("API-011", "The document is deleted.", "The answer says when and by which run."),
    API_CHANNEL("API-012", "There is no channel of this name.", "Use one of those the message lists."),
    API_NONE_HELD(
            "API-013",
            "The brake holds nothing of this channel.",
            "Nothing: there is nothing to release; what changes is published by itself."),
    API_HOLDER(
            "API-014",
            "The name of a program has other characters than allowed.",
            "Use 1 to 100 of a-z 0-9 . _ @ -, such as erp-nightly."),
    API_ACCOUNT("API-015", "There is no account of this name.", "Use one of those in config/accounts."),
    API_FIGURE("API-020", "There is no figure of this counter and scope.", "GET /api/v1/quality/counters lists them."),
    API_DAY("API-030", "A day of a plan is no day.", "Write it as 2026-12-24."),
    API_DRAFTS(
            "API-031",
            "Draft files cannot be read: no archive, a path outside of the folders of a home, or too much.",
            "Send a .zip of files below config/, connectors/, mappings/ or routes/, at most 16 MiB, 64 MiB unpacked."),
    API_DRAFT_ERRORS(
            "API-032",
            "Draft files have errors the running home does not have.",
            "Mend what is listed; `check` in the folder says the same."),
    API_PREVIEW("API-033", "Another preview is being made.", "Try again: one at a time is made."),
    API_NO_LANE(
            "API-034",
            "The channel is off, has errors or has no stream, so there is nothing to plan.",
            "Look at its mode and at its problems; `check` says the same."),
    API_PLAN("API-035", "There is no plan of this number here.", "Ask for a new plan and apply that one."),
    API_APPLIED("API-036", "The plan was applied before.", "Nothing: it is sent once. Ask for a new plan."),
    API_STALE(
            "API-037",
            "Something has changed since the plan was made. Nothing of it was sent.",
            "Look at what moved, ask for a new plan and apply that one."),
    API_RUNNING("API-038", "The channel is neither paused nor stopped.", "Nothing: there is nothing to resume."),
    API_NOT_PARKED(
            "API-039",
            "No parked item has this number: it was accepted, has changed, or somebody was faster.",
            "List what is parked."),
    API_FINGERPRINT("API-040", "A fingerprint is not one.", "Copy it from the list of parked items."),
    API_CONVERSATION(
            "API-041",
            "The conversation is not kept (any more).",
            "Nothing: conversations are kept for a limited time and number; the attempt itself still says what came of it."),
    API_SURVEY(
            "API-042",
            "There is no comparison or adoption of this number, or of this channel, (any more).",
            "Begin one: `verify CHANNEL` or `adopt CHANNEL`; the newest 20 of each are kept."),
    API_UNREADABLE(
            "API-043",
            "What a partner holds cannot be read, or not by what was asked for.",
            "The text says why; a system is made readable by `streams.<stream>.reads` in its connector.yaml."),
    API_READING(
            "API-044",
            "What the partner of the channel holds is being read already.",
            "Wait for its end: GET /api/v1/surveys/{id} with the number the message names."),
    API_ORPHANS("API-045", "What should become of orphans is not one of the two words.", "Say report or retire."),
    API_ORDER_STATE("API-046", "There is no such state of orders.", "Take one of the words the message names."),
    API_TROUBLE(
            "API-047",
            "Nothing open has this number.",
            "List what operators have to look at: GET /api/v1/order-troubles."),
    API_ORDERS("API-048", "Several orders are called so.", "Name one by its key; the answer lists them."),
    API_DECISION("API-049", "There is no such decision about an order.", "Take one of the words the message names."),
    API_MESSAGE(
            "API-050", "The order has no message of this number.", "Take one of those GET /api/v1/orders/{key} lists."),
    API_WINDOW("API-051", "Figures are not made over such a time.", "Ask for 24h, 7d or 30d."),
    API_VISIT("API-052", "There is no visit of this number.", "List those of an account: GET /api/v1/accounts/{name}."),
    API_KEPT(
            "API-053",
            "Nothing that was sent is kept with this.",
            "Take one of those GET /api/v1/accounts/{name} lists with document: true."),
    API_FORBIDDEN("API-403", "The roles do not allow this call.", "Ask an admin for the role the message names."),
    OTHER_SITE("WEB-001", "A page of another site called the API.", "Call the API from a program."),
    STALE_PAGE(
            "WEB-002",
            "The page was open too long, or the browser keeps no cookies.",
            "Load the page again and repeat what you did."),
    BAD_REQUEST("WEB-400", "The request is malformed.", "Compare it with /v3/api-docs."),
    NOT_SIGNED_IN("WEB-401", "Nobody is signed in, or name, password or key is wrong.", "Sign in, or send a key."),
    NOT_ALLOWED("WEB-403", "The roles do not allow this.", "Ask an admin for the role."),
    NOTHING_HERE("WEB-404", "There is nothing under this address.", "Check the address."),
    METHOD("WEB-405", "The address does not take this HTTP method.", "See the Allow header."),
    NOT_ACCEPTABLE("WEB-406", "The address cannot answer in the form asked for.", "Ask for application/json."),
    TOO_LARGE("WEB-413", "The body is larger than the address takes.", "Send it in parts."),
    MEDIA_TYPE("WEB-415", "The Content-Type or Content-Encoding is not taken.", "Send plain, uncompressed content."),
    BUSY("WEB-503", "The hub cannot do this just now.", "Try again later; what is published stays served."),
    TOO_MANY("WEB-429", "Too many failed attempts to sign in.", "Wait as long as Retry-After says."),
    FAULT("WEB-500", "A fault of the hub; nothing half-done was kept.", "Look for the reference in the log.");

    private final String code;
    private final String meaning;
    private final String action;

    AccessCode(String code, String meaning, String action) {
        this.code = code;
        this.meaning = meaning;
        this.action = action;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public String meaning() {
        return meaning;
    }

    @Override
    public String action() {
        return action;
    }
}
