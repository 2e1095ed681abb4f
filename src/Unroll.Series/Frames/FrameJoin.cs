namespace Unroll.Series.Frames;

/// <summary>
/// Joins frames on time: the columns of all, side by side, at one index. Columns in memory are copied; columns kept in files stay there,
/// and are read through a table of rows. Frames with stamps and frames with numbered rows cannot be joined, nor some with a time zone and
/// some without; of several zones, the first frame's is kept.
/// </summary>
public static class FrameJoin
{
    private const int NoRow = -1;

    /// <summary>The stamps that both frames have (an inner join).</summary>
    /// <param name="left">The frame whose columns come first.</param>
    /// <param name="right">The other.</param>
    /// <param name="options">What to do with names that collide.</param>
    /// <exception cref="InputException">Names collide, or only one of the frames has stamps.</exception>
    public static Frame Exact(Frame left, Frame right, FrameJoinOptions options = default) => Exact([left, right], options);

    /// <summary>The stamps that all frames have (an inner join).</summary>
    /// <param name="frames">The frames, in the order of their columns; at least one.</param>
    /// <param name="options">What to do with names that collide.</param>
    /// <exception cref="InputException">Names collide, or some of the frames have stamps and some have not.</exception>
    public static Frame Exact(IReadOnlyList<Frame> frames, FrameJoinOptions options = default)
    {
        string[][] names = Check(frames, options);
        List<DateTime> common = [.. frames[0].Time.AsSpan()];
        foreach (Frame frame in frames.Skip(1))
        {
            common = Intersection(common, frame.Time.AsSpan());
        }

        return Gather(frames, names, [.. common], (frame, stamps) => RowsAt(frame.Time.AsSpan(), stamps));
    }

    /// <summary>The stamps of both frames; NaN where a frame has none of them (an outer join).</summary>
    /// <param name="left">The frame whose columns come first.</param>
    /// <param name="right">The other.</param>
    /// <param name="options">What to do with names that collide.</param>
    /// <exception cref="InputException">Names collide, or only one of the frames has stamps.</exception>
    public static Frame Union(Frame left, Frame right, FrameJoinOptions options = default) => Union([left, right], options);

    /// <summary>The stamps of all frames; NaN where a frame has none of them (an outer join).</summary>
    /// <param name="frames">The frames, in the order of their columns; at least one.</param>
    /// <param name="options">What to do with names that collide.</param>
    /// <exception cref="InputException">Names collide, or some of the frames have stamps and some have not.</exception>
    public static Frame Union(IReadOnlyList<Frame> frames, FrameJoinOptions options = default)
    {
        string[][] names = Check(frames, options);
        List<DateTime> all = [.. frames[0].Time.AsSpan()];
        foreach (Frame frame in frames.Skip(1))
        {
            all = Merged(all, frame.Time.AsSpan());
        }

        return Gather(frames, names, [.. all], (frame, stamps) => RowsAt(frame.Time.AsSpan(), stamps));
    }

    /// <summary>
    /// The left frame's stamps, each with the right frame's latest row at or before it (an as-of join); never a later one, which would be
    /// leakage. A value that is missing in that row stays missing.
    /// </summary>
    /// <param name="left">The frame whose stamps are kept.</param>
    /// <param name="right">The frame that is looked up.</param>
    /// <param name="options">How old a row may be, and what to do with names that collide.</param>
    /// <exception cref="InputException">Names collide, or only one of the frames has stamps.</exception>
    public static Frame AsOf(Frame left, Frame right, FrameJoinOptions options = default) => AsOf([left, right], options);

    /// <summary>
    /// The first frame's stamps, each with the latest row at or before it of each other frame (an as-of join); never a later one, which
    /// would be leakage. A value that is missing in that row stays missing.
    /// </summary>
    /// <param name="frames">The frames, in the order of their columns; at least one.</param>
    /// <param name="options">How old a row may be, and what to do with names that collide.</param>
    /// <exception cref="InputException">
    /// Names collide, the tolerance is negative, or some of the frames have stamps and some have not.
    /// </exception>
    public static Frame AsOf(IReadOnlyList<Frame> frames, FrameJoinOptions options = default)
    {
        string[][] names = Check(frames, options);
        if (options.Tolerance is { } tolerance && tolerance < TimeSpan.Zero)
        {
            throw new InputException($"The tolerance of the join is {tolerance}: give a span from 0, the age that a row may have.");
        }

        return Gather(
            frames, names, frames[0].Time.AsSpan().ToArray(),
            (frame, stamps) => RowsBefore(frame.Time.AsSpan(), stamps, options.Tolerance));
    }

    /// <summary>The joined names, a list a frame.</summary>
    private static string[][] Check(IReadOnlyList<Frame> frames, FrameJoinOptions options)
    {
        ArgumentNullException.ThrowIfNull(frames);
        if (frames.Count == 0)
        {
            throw new ArgumentException("There is no frame to join: give at least one.", nameof(frames));
        }

        if (frames.Any(frame => frame.Time.IsNumbered != frames[0].Time.IsNumbered))
        {
            throw new InputException(
                "Some of the frames to be joined have time stamps and some have numbered rows, which tell no time: give all of them "
                + "stamps, or none.");
        }

        if (frames.Any(frame => frame.Time.Zone is null != frames[0].Time.Zone is null))
        {
            throw new InputException(
                "Some of the frames to be joined have a time zone, and some have not, so that their stamps may not mean the same: read "
                + "all of them with a " +
                "zone (TimeZone), or none.");
        }

        if (options.Suffixes is { } suffixes && suffixes.Count != frames.Count)
        {
            throw new InputException(
                $"There are {suffixes.Count} suffixes for {frames.Count} frames: give one for each frame, empty where a name is kept.");
        }

        Dictionary<string, int> uses = new(StringComparer.Ordinal);
        foreach (string name in frames.SelectMany(frame => frame.ColumnNames))
        {
            uses[name] = uses.GetValueOrDefault(name) + 1;
        }

        string[][] names = [
            .. frames.Select(
                (frame, i) => frame.ColumnNames.Select(name => uses[name] > 1 ? name + options.Suffixes?[i] : name).ToArray())];
        string? twice =
            names.SelectMany(list => list).GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1)?.Key;
        return twice is null
            ? names
            : throw new InputException(
                $"Two of the frames to be joined have a column '{twice}'{(options.Suffixes is null ? "" : " with the suffixes given")}: " +
                "give a suffix for each frame (\"\" and \"_right\"), or select the columns first.");
    }

    private static Frame Gather(IReadOnlyList<Frame> frames, string[][] names, DateTime[] stamps, Func<Frame, DateTime[], int[]> find)
    {
        List<ColumnValues> columns = [];
        Dictionary<string, IReadOnlyList<string>> categories = [];
        for (int i = 0; i < frames.Count; i++)
        {
            Frame frame = frames[i];
            int[] rows = find(frame, stamps);
            for (int j = 0; j < names[i].Length; j++)
            {
                string name = frame.ColumnNames[j];
                GatheredColumn gathered = new(frame.Values(name), rows, 0, rows.Length);
                columns.Add(gathered.Store is null ? new MemoryColumn(gathered.ToArray()) : gathered);
                if (frame.Categories(name) is { } texts)
                {
                    categories[names[i][j]] = texts;
                }
            }
        }

        return new Frame(
            TimeIndex.Of(stamps, frames[0].Time.IsNumbered, frames[0].Time.Zone), [.. names.SelectMany(list => list)], [.. columns],
            categories);
    }

    private static List<DateTime> Intersection(List<DateTime> left, ReadOnlySpan<DateTime> right)
    {
        List<DateTime> both = [];
        int at = 0;
        foreach (DateTime stamp in left)
        {
            while (at < right.Length && right[at] < stamp)
            {
                at++;
            }

            if (at < right.Length && right[at] == stamp)
            {
                both.Add(stamp);
            }
        }

        return both;
    }

    private static List<DateTime> Merged(List<DateTime> left, ReadOnlySpan<DateTime> right)
    {
        List<DateTime> all = new(Math.Max(left.Count, right.Length));
        int at = 0;
        foreach (DateTime stamp in left)
        {
            while (at < right.Length && right[at] < stamp)
            {
                all.Add(right[at++]);
            }

            if (at < right.Length && right[at] == stamp)
            {
                at++;
            }

            all.Add(stamp);
        }

        all.AddRange(right[at..]);
        return all;
    }

    /// <summary>For each stamp the row that has it, or none.</summary>
    private static int[] RowsAt(ReadOnlySpan<DateTime> time, DateTime[] stamps) => RowsBefore(time, stamps, tolerance: TimeSpan.Zero);

    /// <summary>For each stamp the last row at or before it that is not too old, or none.</summary>
    private static int[] RowsBefore(ReadOnlySpan<DateTime> time, DateTime[] stamps, TimeSpan? tolerance)
    {
        int[] rows = new int[stamps.Length];
        int row = NoRow;
        for (int i = 0; i < stamps.Length; i++)
        {
            while (row + 1 < time.Length && time[row + 1] <= stamps[i])
            {
                row++;
            }

            rows[i] = row >= 0 && (tolerance is not { } limit || stamps[i] - time[row] <= limit) ? row : NoRow;
        }

        return rows;
    }
}
