package io.kindling.itests.cycles.application;

import java.io.Serializable;

/** A record: its toString, equals and hashCode are linked at run time. */
record Reading(String station, Grade grade, double value) implements Serializable {
}
