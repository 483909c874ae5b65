/** Lineage to stages to tasks; pure. */
package io.kindling.plan;
