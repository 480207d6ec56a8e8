#include <stdio.h>

#include "skytally.h"

int main(void)
{
    return printf("skytally %s\n", skt_version()) < 0;
}
