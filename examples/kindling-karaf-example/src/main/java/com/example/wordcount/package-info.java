/** A command that counts words; nothing of it is exported. */
package com.example.wordcount;
