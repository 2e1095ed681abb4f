using Unroll.Series.Frames;

namespace Unroll.Series.Windowing;

/// <summary>The padding, truncation and splitting of series of unequal length into sequences of one length.</summary>
public readonly record struct SequenceLayout
{
    /// <summary>Stands for the length of the shortest series in <see cref="Length"/>.</summary>
    public const int Shortest = -1;

    /// <summary>
    /// Steps of each sequence, at least 1; 0 for those of the longest series, <see cref="Shortest"/> for those of the shortest. Default:
    /// the longest.
    /// </summary>
    public int Length { get; init; }

    /// <summary>
    /// Where shorter series are padded. At the end, networks get the true lengths, and padding is ignored throughout. At the start, a
    /// <see cref="Layers.Masking"/> of <see cref="PadValue"/> as first layer masks the padding. Default: at the end.
    /// </summary>
    public SequenceEnd Pad { get; init; }

    /// <summary>The value of padding at the start, in all features; finite. Padding at the end is always 0. Default: 0.</summary>
    public float PadValue { get; init; }

    /// <summary>The end at which longer series are cut off. Default: the last one, so that their first steps are kept.</summary>
    public SequenceEnd Truncate { get; init; }

    /// <summary>
    /// Whether longer series are not truncated but padded to the nearest multiple of <see cref="Length"/>, which must then be given, and
    /// cut into pieces that all keep the target of the series. Default: no.
    /// </summary>
    public bool Split { get; init; }

    /// <summary>Whether sequences with a missing value are left out, not refused. Default: refused.</summary>
    public bool SkipMissing { get; init; }

    /// <summary>
    /// Whether steps whose target is missing get weight 0, where each step has a target. Default: they are missing values as all others.
    /// </summary>
    public bool MaskMissingTargets { get; init; }

    /// <summary>Whether static covariates are a second input, a vector, not repeated at each step. Default: repeated.</summary>
    public bool StaticCovariatesAsInput { get; init; }

    /// <summary>The length of each sequence, in steps.</summary>
    /// <param name="shortest">Rows of the shortest series.</param>
    /// <param name="longest">Rows of the longest series.</param>
    /// <exception cref="InputException">An option is out of range.</exception>
    internal int Resolve(int shortest, int longest)
    {
        if (Length < Shortest)
        {
            throw new InputException(
                $"The length of the sequences is {Length}, but must be at least 1, 0 for the longest series or {Shortest} for the "
                + $"shortest.");
        }

        if (Split && Length < 1)
        {
            throw new InputException("Series are to be split, but not into which length: give a length of at least 1.");
        }

        return !float.IsFinite(PadValue)
            ? throw new InputException($"The pad value is {PadValue}, but must be finite.")
            : Length switch { 0 => longest, Shortest => shortest, _ => Length };
    }

    /// <summary>The pieces of a series: their rows, and the steps of padding before them.</summary>
    /// <param name="rows">Rows of the series.</param>
    /// <param name="length">Steps of each sequence.</param>
    internal IEnumerable<(RowRange Rows, int Before)> Pieces(int rows, int length)
    {
        int pieces = Split ? (int)(((long)rows + length - 1) / length) : 1;
        bool cutAtStart = !Split && rows > length && Truncate == SequenceEnd.Start;
        long shift = cutAtStart ? rows - length
            : Pad == SequenceEnd.Start && (Split || rows < length) ? rows - ((long)pieces * length)
            : 0;
        for (int piece = 0; piece < pieces; piece++)
        {
            long start = shift + ((long)piece * length);
            int first = (int)Math.Max(0, start);
            yield return (new RowRange(first, (int)(Math.Min(rows, start + length) - first)), (int)(first - start));
        }
    }
}
