package org.caravanserai.punchout.shop;

/** A category, named in the language of the visit. */
public record Category(String code, String name) {}
