using Unroll.Catalogue;
using Unroll.Series.Preparing;
using Unroll.Series.Windowing;

namespace Unroll.Tasks.Recipes;

/// <summary>The windows of a forecast: section <c>window</c> of a recipe.</summary>
/// <param name="Length">Input rows (the lookback).</param>
/// <param name="Horizon">Rows of the horizon.</param>
public sealed record WindowRecipe(int Length, int Horizon = 1)
{
    /// <summary>The section in the catalogue's terms.</summary>
    public static Section<WindowRecipe> Section { get; } = new SectionBuilder<WindowRecipe>(new(0))
        .Add("length", Kind.Integer(1), window => window.Length, (window, value) => window with { Length = value },
            "Rows that the network sees.", example: "length: 30", isRequired: true)
        .Add("horizon", Kind.Integer(1), window => window.Horizon, (window, value) => window with { Horizon = value },
            "Rows that it forecasts.")
        .Add("strategy", Kind.Choice(("direct", ForecastStrategy.Direct), ("direct-each", ForecastStrategy.DirectEach),
                ("recursive", ForecastStrategy.Recursive), ("sequence-to-sequence", ForecastStrategy.SequenceToSequence)),
            window => window.Strategy, (window, value) => window with { Strategy = value },
            "How the horizon is forecast: all rows at once by one network (`direct`) or by a network for each row (`direct-each`), or row "
            + "after row by a network of one row, which goes on from its own forecasts (`recursive`), or by a decoder that starts from the "
            + "states of an encoder (`sequence-to-sequence`).")
        .Add("scheduled-sampling", Kind.Number(NumberRange.Share), window => window.ScheduledSampling,
            (window, value) => window with { ScheduledSampling = value },
            "Of `sequence-to-sequence`: the share of rows before that are the network's own in the last epoch of training; it rises " +
            "from 0.")
        .Add("min-length", Kind.Optional(Kind.Integer(1)), window => window.MinLength,
            (window, value) => window with { MinLength = value },
            "Rows of the series that a window holds at least: where `length` reaches back before the start of a series, its first row "
            + "fills the window. For series shorter than the window.", note: "`length`")
        .Add("stride", Kind.Integer(1), window => window.Stride, (window, value) => window with { Stride = value },
            "Rows from the start of one window to that of the next; of the test part see `test-stride`.")
        .Add("test-stride", Kind.Optional(Kind.Integer(1)), window => window.TestStride,
            (window, value) => window with { TestStride = value },
            "Rows from one forecast origin of the test part to the next; a multiple of the horizon keeps forecasts from overlapping.",
            note: "`stride`")
        .Add("gap", Kind.Integer(0), window => window.Gap, (window, value) => window with { Gap = value },
            "Rows between the last that the network sees and the first that it forecasts.")
        .Add("missing", Kind.Choice(("refuse", false), ("skip", true)), window => window.SkipMissing,
            (window, value) => window with { SkipMissing = value },
            "What becomes of windows that touch a missing value; left out, they are counted.")
        .Add("max-gap", Kind.Optional(SeriesKind.Span), window => window.MaxGap, (window, value) => window with { MaxGap = value },
            "The longest time between two rows of a window; windows across a longer pause are left out, and counted.")
        .Build();

    /// <summary>The fewest input rows of a window, the others being filled with the first one; null for all.</summary>
    public int? MinLength { get; init; }

    /// <summary>The strategy by which the horizon is forecast.</summary>
    public ForecastStrategy Strategy { get; init; }

    /// <summary>The share of the rows before that a decoder's training takes from itself in the last epoch, rising from 0.</summary>
    public double ScheduledSampling { get; init; }

    /// <summary>Rows from the start of one window to that of the next.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>Rows from one window of the test part to the next; null for <see cref="Stride"/>.</summary>
    public int? TestStride { get; init; }

    /// <summary>Rows between the last input row and the first target row.</summary>
    public int Gap { get; init; }

    /// <summary>Whether windows that touch a missing value are left out, and counted, rather than refused.</summary>
    public bool SkipMissing { get; init; }

    /// <summary>The longest time between two rows of a window; windows with a longer one are left out. Null for any.</summary>
    public TimeSpan? MaxGap { get; init; }

    /// <summary>The windows' layout.</summary>
    internal WindowLayout Layout => new(Length, Horizon)
    {
        MinLength = MinLength ?? Length,
        Stride = Stride,
        Gap = Gap,
        SkipMissing = SkipMissing,
        MaxGap = MaxGap,
    };
}
