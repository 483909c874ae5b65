/** Files as the driver sees them: inputs cut into splits, outputs that appear whole or not at all. */
package io.kindling.driver.files;
