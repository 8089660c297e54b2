package org.caravanserai.web.shop;

import java.util.Locale;
import org.caravanserai.home.Account;
import org.caravanserai.punchout.session.Basket;
import org.caravanserai.punchout.session.Session;
import org.caravanserai.punchout.shop.Shelf;

/**
 * A visit that goes on, with what it may see.
 *
 * @param key of its addresses
 * @param here where a change of the language comes back to, below base
 * @param base address under which its pages lie, without a slash at the end
 */
record Visit(
        String key,
        String base,
        String here,
        Session session,
        Account account,
        Shelf shelf,
        Basket basket,
        Locale locale) {}
