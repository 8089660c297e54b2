package org.caravanserai.home.setting;

import org.caravanserai.parser.Position;

/** A name used in a file, to be looked up when everything has been read. */
public record Mention(NameOf names, String text, Position at) {}
