/** Ships the code of an application and gives it class spaces. */
package io.kindling.deploy;
