/** What fault tests share: injectors, and what must be as before afterwards. */
package io.kindling.itests.kit;
