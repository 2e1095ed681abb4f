namespace Unroll.Series.Reading;

/// <summary>Walks through the bytes of a time stamp.</summary>
/// <param name="text">The stamp.</param>
internal ref struct StampScanner(ReadOnlySpan<byte> text)
{
    private readonly ReadOnlySpan<byte> _text = text;

    /// <summary>The scanner's position.</summary>
    public int Position { get; set; }

    public readonly bool AtEnd => Position >= _text.Length;

    /// <summary>The next byte; 0 at the end.</summary>
    public readonly byte Next => Position < _text.Length ? _text[Position] : (byte)0;

    public readonly ReadOnlySpan<byte> Rest => _text[Position..];

    public readonly bool IsDigit => Position < _text.Length && (uint)(_text[Position] - '0') <= 9;

    /// <summary>Digits from here on.</summary>
    public readonly int DigitCount
    {
        get
        {
            int end = Position;
            while (end < _text.Length && (uint)(_text[end] - '0') <= 9)
            {
                end++;
            }

            return end - Position;
        }
    }

    public bool Skip(byte character)
    {
        if (Next != character || AtEnd)
        {
            return false;
        }

        Position++;
        return true;
    }

    /// <summary>Passes over a text; letters of ASCII in any case.</summary>
    public bool SkipText(ReadOnlySpan<byte> text)
    {
        bool isThere = Rest.Length >= text.Length && System.Text.Ascii.EqualsIgnoreCase(Rest[..text.Length], text);
        isThere |= Rest.StartsWith(text);
        Position += isThere ? text.Length : 0;
        return isThere;
    }

    /// <summary>Passes over a blank: a plain, unbreakable or narrow one.</summary>
    private bool SkipBlank() => Skip((byte)' ') || SkipText([0xC2, 0xA0]) || SkipText([0xE2, 0x80, 0xAF]);

    /// <summary>A number of at least so many digits; none beyond the greatest number are taken.</summary>
    public bool TryNumber(int least, int most, out int number)
    {
        number = 0;
        int end = Math.Min(_text.Length, Position + most);
        int start = Position;
        while (Position < end && (uint)(_text[Position] - '0') is var digit and <= 9)
        {
            number = (number * 10) + (int)digit;
            Position++;
        }

        return Position - start >= least;
    }

    /// <summary>A time of day and an offset, both of which may be missing, to the end of the text.</summary>
    /// <param name="ticks">Ticks since midnight; those of the offset taken away.</param>
    /// <param name="isUtc">Whether there is an offset.</param>
    public bool TryTail(out long ticks, out bool isUtc)
    {
        ticks = 0;
        isUtc = false;
        if (AtEnd)
        {
            return true;
        }

        // Year in Russian and Bulgarian: 01.01.2020 г.
        _ = SkipText(" г."u8) || SkipText("г."u8) || SkipText(" г"u8);
        if (AtEnd)
        {
            return true;
        }

        // 2020, 7:30 AM; 2020-12-31-18.30.00 of DB2; 2020 @ 18:30 of Kibana.
        bool isClock = Rest is [(byte)',', (byte)' ', >= (byte)'0' and <= (byte)'9', ..]
            || (Rest.Length >= 9 && Rest[0] == '-' && Rest[3] == '.' && Rest[6] == '.');
        Position += isClock ? 1 : 0;
        bool isApart = isClock || Next is (byte)' ' or (byte)'T' or (byte)'t' or (byte)'_' or (byte)':';
        Position += isApart && !isClock ? 1 : 0;
        while (isApart && (Skip((byte)' ') || (Next == '@' && Skip((byte)'@'))))
        {
            // Some programs put two spaces between date and time; servers log 31/Dec/2017:18:00:00.
        }

        return (!isApart || TryTimeOfDay(out ticks)) && TryOffset(ref ticks, out isUtc) && AtEnd;
    }

    /// <summary>Hours, minutes, seconds and their parts: 6, 18:00, 18.00.00, 18:00:00.123, 6:00 PM.</summary>
    public bool TryTimeOfDay(out long ticks)
    {
        ticks = 0;
        int minute = 0;
        int second = 0;
        long fraction = 0;
        if (!TryNumber(1, 2, out int hour))
        {
            return false;
        }

        byte separator = Next;
        if (separator is (byte)':' or (byte)'.')
        {
            Position++;
            if (!TryNumber(2, 2, out minute))
            {
                return false;
            }

            if (Next == separator)
            {
                Position++;
                if (!TryNumber(2, 2, out second) || !TryFraction(out fraction))
                {
                    return false;
                }
            }
        }
        else if (DigitCount is 2 or 4)
        {
            bool hasSeconds = DigitCount == 4;
            if (!TryNumber(2, 2, out minute) || (hasSeconds && !(TryNumber(2, 2, out second) && TryFraction(out fraction))))
            {
                return false;
            }
        }

        if (!TryHalfOfDay(ref hour) || minute > 59 || second > 59 || hour > 24 || (hour == 24 && (minute | second) + fraction != 0))
        {
            return false;
        }

        ticks = (((((hour * 60L) + minute) * 60) + second) * TimeSpan.TicksPerSecond) + fraction;
        return true;
    }

    private bool TryFraction(out long ticks)
    {
        ticks = 0;
        if (Next is not ((byte)'.' or (byte)','))
        {
            return true;
        }

        Position++;
        long unit = TimeSpan.TicksPerSecond;
        int start = Position;
        for (; IsDigit; Position++)
        {
            unit /= 10;
            ticks += unit * (_text[Position] - '0');
        }

        return Position > start;
    }

    /// <summary>AM or PM, where it stands.</summary>
    private bool TryHalfOfDay(ref int hour)
    {
        int start = Position;
        SkipBlank();
        byte half = (byte)(Next | 0x20);
        if (half is not ((byte)'a' or (byte)'p'))
        {
            Position = start;
            return true;
        }

        Position++;
        Skip((byte)'.');
        SkipBlank();
        if ((Next | 0x20) != 'm' || hour is 0 or > 12)
        {
            return false;
        }

        Position++;
        Skip((byte)'.');
        hour = (hour % 12) + (half == 'p' ? 12 : 0);
        return true;
    }

    /// <summary>Z, UTC, CET and the like, +02:00, +0200 or +02; GMT+0200 (CEST), +02:00[Europe/Berlin].</summary>
    private bool TryOffset(ref long ticks, out bool isUtc)
    {
        isUtc = false;
        if (AtEnd)
        {
            return true;
        }

        Skip((byte)' ');
        isUtc = true;
        if (ZoneName.TryParse(Rest, out long zone))
        {
            ticks -= zone;
            Position = _text.Length;
            return true;
        }

        _ = SkipText("GMT"u8) || SkipText("UTC"u8);
        bool isWest = Next == '-';
        if (!(Skip((byte)'+') || Skip((byte)'-')) || !TryNumber(2, 2, out int hours))
        {
            return false;
        }

        int minutes = 0;
        if ((Skip((byte)':') || IsDigit) && !TryNumber(2, 2, out minutes))
        {
            return false;
        }

        SkipZoneBehind();
        long offset = ((hours * 60L) + minutes) * TimeSpan.TicksPerMinute;
        ticks += isWest ? offset : -offset;
        return hours <= 14 && minutes <= 59;
    }

    /// <summary>The name of a zone behind its offset, which says no more: [Europe/Berlin] of Java, (CET) of JavaScript.</summary>
    private void SkipZoneBehind()
    {
        ReadOnlySpan<byte> rest = Rest;
        if (rest is [(byte)'[', .., (byte)']'] or [(byte)' ', (byte)'(', .., (byte)')'])
        {
            Position = _text.Length;
        }
    }
}
