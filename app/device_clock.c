#include "app/device_clock.h"

uint32_t cr_device_clock_update(struct cr_clock *clock,
                                struct cr_device *device)
{
    struct cr_device_stamp s;
    uint32_t block_frames = 0;
    while (cr_device_stamp(device, &s)) {
        cr_clock_add(clock,
                     &(struct cr_clock_stamp){.frames = s.frames,
                                              .block_frames = s.block_frames,
                                              .entry_ns = s.entry_ns,
                                              .now_s = s.now_s,
                                              .heard_at_s = s.heard_at_s,
                                              .had_gap = s.had_underflow});
        block_frames = s.block_frames;
    }
    return block_frames;
}
