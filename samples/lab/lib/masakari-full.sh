# shellcheck shell=bash
full_up() { die "not yet"; }
full_down() { :; }
