using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// A step that keeps the first or the last part of each series: the first three days of a stay, the last thousand rows. A shorter series
/// stays whole.
/// </summary>
public sealed class CropStep : ConfiguredStep<CropOptions>
{
    internal static StepEntry Entry { get; } = new StepEntry<CropStep, CropOptions>(
        "crop",
        "Keeps the first or the last part of each series.",
        settings =>
        [
            settings.Rows("rows", options => options.Rows, (options, value) => options with { Rows = value },
                "How many rows are kept; or span."),
            settings.Span("span", options => options.Span, (options, value) => options with { Span = value },
                "How long a part is kept; or rows."),
            settings.Either("keep", "start", "end", options => options.FromEnd, (options, value) => options with { FromEnd = value },
                "Whether the first part is kept or the last."),
        ],
        options => new(options),
        (step, _) => new FittedCrop(step))
    {
        Example = "crop: {span: 3d}",
    };

    /// <summary>Creates the step.</summary>
    /// <param name="options">The part to keep.</param>
    /// <exception cref="InputException">Not exactly one of rows and span is given.</exception>
    public CropStep(CropOptions options)
        : base("crop", options) => StepColumns.RequireRowsOrSpan(options.Rows, options.Span, Name);

    /// <inheritdoc/>
    public override bool ChangesRows => true;

    /// <inheritdoc/>
    public override FittedStep Fit(SeriesSet training)
    {
        StepColumns.RequireStamps(training, Options.Rows, Name);
        return new FittedCrop(this);
    }
}

/// <summary>Cuts frames.</summary>
internal sealed class FittedCrop(CropStep step) : FittedStep<CropStep>(step, [])
{
    public override int? ReachBack => null;

    public override Frame Transform(Frame frame, string id)
    {
        CropOptions options = Step.Options;
        if (options.Rows > 0)
        {
            int kept = Math.Min(options.Rows, frame.RowCount);
            return frame.Slice(options.FromEnd ? frame.RowCount - kept : 0, kept);
        }

        StepColumns.RequireStamps(frame.Time, Name, id);
        if (frame.RowCount == 0 || frame.Time[frame.RowCount - 1] - frame.Time[0] < options.Span)
        {
            return frame;
        }

        if (!options.FromEnd)
        {
            return frame.Slice(0, frame.Time.IndexAtOrAfter(frame.Time[0] + options.Span));
        }

        int first = frame.Time.IndexAtOrAfter(frame.Time[frame.RowCount - 1] - options.Span + new TimeSpan(1));
        return frame.Slice(first, frame.RowCount - first);
    }
}
