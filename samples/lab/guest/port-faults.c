/*
 * Guests that misbehave on a heartbeat port.
 *
 *   flood       well-formed, broken and over-long frames for ever, as fast as the port takes them
 *   drip        the same, each byte a write of its own
 *   fragments   a correct guest, interval 1 s, that also writes byte by byte, and prints how late challenges are
 */
#define _GNU_SOURCE
#include "port-faults.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

enum { BLOCK_BYTES = 64 * 1024, OVERLONG_BYTES = 8000, FRAME_BYTES = 1024, INTERVAL_MS = 1000 };

static const char challenge_key[] = "\"heartbeat_challenge\":";

static void short_pause(void)
{
    struct timespec t = {0, 2000000L};
    nanosleep(&t, NULL);
}

static int open_port(const char *port)
{
    char path[300];
    snprintf(path, sizeof path, "/dev/virtio-ports/%s", port);
    int fd = open(path, O_RDWR | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        perror(path);
    prctl(PR_SET_NAME, "port-fault");
    return fd;
}

/* The port is full, or nobody is connected: both are EAGAIN. */
static void write_patiently(int fd, const char *data, size_t size)
{
    while (size > 0) {
        ssize_t n = write(fd, data, size);
        if (n > 0) {
            data += n;
            size -= (size_t)n;
        } else {
            short_pause();
        }
    }
}

static void write_bytewise(int fd, const char *data, size_t size)
{
    for (size_t i = 0; i < size; i++)
        write_patiently(fd, data + i, 1);
}

/* cgcs.heartbeat carries bare messages, every other port the base layer. */
static int frame(char *to, const char *port, const char *message)
{
    if (strcmp(port, "cgcs.heartbeat") == 0)
        return snprintf(to, FRAME_BYTES, "\n%s\n", message);
    return snprintf(to, FRAME_BYTES,
                    "\n{\"version\":2,\"source_addr\":\"cgcs.heartbeat\",\"dest_addr\":\"cgcs.heartbeat\",\"data\":%s}\n",
                    message);
}

static size_t hostile_block(char *block, const char *port)
{
    size_t used = OVERLONG_BYTES;
    memset(block, 'x', OVERLONG_BYTES);
    while (used + 3 * FRAME_BYTES < BLOCK_BYTES) {
        used += (size_t)frame(block + used, port,
                              "{\"version\":3,\"revision\":1,\"msg_type\":\"challenge_response\",\"sequence\":1,"
                              "\"heartbeat_response\":1,\"heartbeat_health\":\"healthy\","
                              "\"corrective_action\":\"none\",\"log_msg\":\"flood\"}");
        used += (size_t)frame(block + used, port, "{\"version\":3,\"msg_type\":");
        used += (size_t)frame(block + used, port, "{\"version\":1,\"revision\":1,\"msg_type\":\"init\",\"sequence\":1}");
    }
    return used;
}

typedef void writer(int fd, const char *data, size_t size);

static int write_for_ever(const char *port, writer *write_all)
{
    static char block[BLOCK_BYTES];
    size_t size = hostile_block(block, port);
    int fd = open_port(port);
    if (fd < 0)
        return 1;
    for (;;)
        write_all(fd, block, size);
}

int port_flood(const char *port) { return write_for_ever(port, write_patiently); }

int port_drip(const char *port) { return write_for_ever(port, write_bytewise); }

static void send_message(int fd, const char *port, const char *message)
{
    char text[FRAME_BYTES];
    write_bytewise(fd, text, (size_t)frame(text, port, message));
}

static long now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000L + t.tv_nsec / 1000000L;
}

int port_fragments(const char *port)
{
    static char input[2 * FRAME_BYTES + 1];
    char message[FRAME_BYTES / 2];
    size_t used = 0;
    long sequence = 1, heard = -10 * INTERVAL_MS, challenged = 0, longest = 0;
    int fd = open_port(port);
    if (fd < 0)
        return 1;
    for (;;) {
        if (now_ms() - heard > 5 * INTERVAL_MS) {
            heard = now_ms();
            snprintf(message, sizeof message,
                     "{\"version\":3,\"revision\":1,\"msg_type\":\"init\",\"sequence\":%ld,\"invocation_id\":%ld,"
                     "\"name\":\"fragments\",\"heartbeat_interval_ms\":%d,\"vote_secs\":9,\"shutdown_notice_secs\":9,"
                     "\"suspend_notice_secs\":9,\"resume_notice_secs\":9,\"restart_secs\":60,"
                     "\"corrective_action\":\"reboot\"}",
                     sequence, sequence, INTERVAL_MS);
            send_message(fd, port, message);
            sequence++;
        }
        ssize_t n = read(fd, input + used, sizeof input - 1 - used);
        if (n <= 0) {
            short_pause();
            continue;
        }
        used += (size_t)n;
        input[used] = '\0';
        char *challenge = strstr(input, challenge_key);
        char *end = challenge ? strchr(challenge, '\n') : NULL;
        if (end) {
            heard = now_ms();
            if (challenged && heard - challenged > longest) {
                longest = heard - challenged;
                printf("longest time between two challenges: %ld ms\n", longest);
                fflush(stdout);
            }
            challenged = heard;
            snprintf(message, sizeof message,
                     "{\"version\":3,\"revision\":1,\"msg_type\":\"challenge_response\",\"sequence\":%ld,"
                     "\"heartbeat_response\":%ld,\"heartbeat_health\":\"healthy\","
                     "\"corrective_action\":\"none\",\"log_msg\":\"\"}",
                     sequence, strtol(challenge + sizeof challenge_key - 1, NULL, 10));
            send_message(fd, port, message);
            sequence++;
        }
        if (end || used == sizeof input - 1)
            used = 0;
    }
}
