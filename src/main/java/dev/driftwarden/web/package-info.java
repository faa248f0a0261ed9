/** One HTTP exchange as plain values, whatever host carries it. */
@NullMarked
package dev.driftwarden.web;

import org.jspecify.annotations.NullMarked;
