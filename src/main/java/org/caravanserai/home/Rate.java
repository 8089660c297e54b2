package org.caravanserai.home;

import java.time.Duration;

/** A ceiling: {@code 4/h} is four calls an hour. */
public record Rate(int count, Duration per) {}
