package org.caravanserai.order;

import org.caravanserai.canonical.ErrorCode;

/** Every code this package holds or refuses something with. A code is never reused. */
public enum OrderCode implements ErrorCode {
    SENSELESS("ORDER-001", "The order makes no sense as it stands.", "Mend what is named and send the order again."),
    CUSTOMER_UNKNOWN(
            "ORDER-002",
            "The company that buys is not in the master.",
            "Deliver the company, then send the order again."),
    CUSTOMER_NOT_ALLOWED(
            "ORDER-003",
            "The company may not order, or not this way.",
            "Clear it up with the customer's sales office."),
    ITEM_UNKNOWN(
            "ORDER-004", "No article has this number.", "Mend the number on the buyer's side, or deliver the article."),
    NOT_IN_ASSORTMENT(
            "ORDER-005",
            "The article is not in the assortment of this customer.",
            "Extend the assortment, or agree with the buyer on another article."),
    UNIT_UNKNOWN(
            "ORDER-006",
            "The unit is no code of UN/ECE Recommendation 20 or 21 that we know.",
            "Add it to the account's table of units, or mend it on the buyer's side."),
    UNIT_NOT_SOLD(
            "ORDER-007",
            "The article is not sold in this unit.",
            "Add the packaging to the article, or order in another unit."),
    PRICE_DIFFERS(
            "ORDER-008",
            "The price ordered is not the price agreed.",
            "Compare with the price list; release the order, or refuse it with a word to the buyer."),
    NO_PRICE("ORDER-009", "There is no agreed price to compare with.", "Deliver a price, or release the order."),
    CREDIT_HOLD(
            "ORDER-010", "The customer's credit is exhausted or blocked.", "Ask accounting, then release or refuse."),
    SUM_OF_LINES(
            "ORDER-011",
            "Lines and their sum do not fit together.",
            "Ask the buyer which of the two is meant; the hub never recalculates."),
    SUM_OF_ORDER(
            "ORDER-012",
            "Lines, charges, shipping and tax do not add up to the total.",
            "Ask the buyer which figure is meant; the hub never recalculates."),
    AMENDS(
            "ORDER-013",
            "A higher version of an order that was already handed over.",
            "Change the order at the ERP by hand and say so here (it is at the ERP), or refuse the change."),
    NO_TARGET(
            "ORDER-014",
            "Nobody is configured to receive this order.",
            "Configure a channel for orders, then release it."),
    DELETION(
            "ORDER-015",
            "The buyer wants to delete an order that was handed over.",
            "Cancel it at the ERP and say so here, or tell the buyer that it stays."),
    SHIPPED(
            "ORDER-016",
            "The buyer changes or deletes an order of which something has left.",
            "Nothing was changed, and the buyer heard so; what has left comes back as a return."),
    UNREAD(
            "ORDER-017",
            "Something of an order that may be missing could not be read.",
            "The order went on without it: read it in the kept message, and ask the buyer where it matters."),
    SAME_NUMBER(
            "ORDER-020",
            "The same number came with other content.",
            "Ask the buyer: a changed order needs a higher version, a new order a new number."),
    OUTDATED("ORDER-021", "A version that is lower than the one we have.", "Nothing; the newer version counts."),
    UNKNOWN_ORDER("ORDER-022", "It speaks of an order we do not have.", "Find out where that order came from."),
    EVENT_SENSELESS(
            "ORDER-023", "It does not fit the order it speaks of.", "Mend it where it came from and send it again."),
    EVENT_CONFLICT(
            "ORDER-024",
            "The same document came with other content.",
            "A corrected document needs a higher version; ask its sender."),
    EVENT_CONTRADICTS(
            "ORDER-025",
            "It contradicts where the order stands.",
            "Compare with the ERP; a corrected document resolves it."),
    TOO_LATE(
            "ORDER-026",
            "The order was already handed over.",
            "Cancel it at the ERP; the buyer hears of it from there."),
    ERP_REFUSED(
            "ORDER-030",
            "The ERP does not want the order.",
            "Mend the cause at the ERP and send it again, or refuse it."),
    NUMBER_TAKEN(
            "ORDER-031",
            "The number in an answer belongs to another order.",
            "Look at the ERP which of the two is meant, then decide."),
    OTHER_CONTENT(
            "ORDER-032",
            "Something else than this order stands at the ERP under its key.",
            "Compare both, then decide what is there."),
    TEST_AT_PRODUCTION(
            "ORDER-033",
            "A test order was about to go to a production ERP.",
            "Configure a test ERP, or cancel the order."),
    ASKS(
            "ORDER-034",
            "Sent, and nobody but a human can find out whether it arrived.",
            "Look at the ERP for the key of the order, then say: it arrived, it did not, or cancel."),
    NOT_TOLD(
            "ORDER-035",
            "An answer to whoever ordered did not arrive for certain.",
            "Look at the partner's answer; tell it again or tell it another way."),
    SECOND_NUMBER(
            "ORDER-036",
            "The ERP gave a second number for one order.",
            "Look at the ERP for both; cancel one of them there."),
    NOT_REACHED(
            "ORDER-037",
            "A target of orders or answers takes nothing at the moment.",
            "Look at its address, its password and what it says; everything waits and is handed over by itself."),
    NO_ORDER(
            "ORDER-050",
            "A message of a topic that cannot become an order.",
            "Look at the kept message; have the order sent again, mended."),
    MESSAGES_GONE(
            "ORDER-051",
            "Messages of a topic are gone that were not read.",
            "Ask the sender which orders these were, and have them sent again; keep messages longer at the brokers."),
    NOT_READ(
            "ORDER-052",
            "Orders of a marketplace are not read.",
            "Look at the address, the key and what the marketplace says; it is asked again by itself."),
    FILE_ROW(
            "ORDER-060",
            "A row of an acknowledgement file does not count.",
            "Mend the row, or the columns of the channel, and put the file back: rows that counted do not count twice."),
    FILE_UNREADABLE(
            "ORDER-061",
            "An acknowledgement file cannot be read; nothing of it counts.",
            "Mend the file, or the format of the channel, and put it back."),
    FILES_UNSEEN(
            "ORDER-062",
            "Nobody can look for acknowledgement files.",
            "Mend the folder or the connection; it is tried again."),
    ADDRESS_LATE(
            "ORDER-053",
            "Names or addresses of an order came after it was handed over.",
            "They stand at the order: enter them where it is carried out. Where the hub accepts orders at the marketplace, they come in time."),
    SHIPPED_THERE(
            "ORDER-054",
            "An order was shipped at the marketplace, and it was never handed over.",
            "Enter it where it has to be known, or cancel it here."),
    LINES_ENDED(
            "ORDER-055",
            "Lines were refused or cancelled at the marketplace after the order was handed over.",
            "Cancel these lines where the order is carried out."),
    NEVER_CAME(
            "ORDER-056",
            "An order of a marketplace went its way there and never came here.",
            "Find out who carried it out, and enter it where it has to be known."),
    LIFE_CYCLE("ORDER-040", "The table of order states is bent.", "Mend the rows that are named.");

    private final String code;
    private final String meaning;
    private final String action;

    OrderCode(String code, String meaning, String action) {
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
