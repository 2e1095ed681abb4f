using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// A step that keeps the first or the last part of each series: the first three days of a stay, the last thousand rows. A shorter series
/// stays whole.
/// </summary>
public sealed class CropStep : PreparingStep
{
    internal const string StepName = "crop";

    private static readonly Setting<CropStep, int?> _rows =
        StepSettings.Rows<CropStep>("rows", step => step.Options.Rows, "How many rows are kept; or span.");
    private static readonly Setting<CropStep, TimeSpan?> _span =
        StepSettings.Span<CropStep>("span", step => step.Options.Span, "How long a part is kept; or rows.");
    private static readonly Setting<CropStep, bool> _keep =
        new("keep", Kind.Choice(("start", false), ("end", true)), step => step.Options.FromEnd, "Whether the first part is kept or the " +
            "last.");

    internal static StepEntry Entry { get; } = new(
        StepName,
        typeof(CropStep),
        "Keeps the first or the last part of each series.",
        [_rows, _span, _keep],
        values => new CropStep(
            new() { Rows = values.Get(_rows) ?? 0, Span = values.Get(_span) ?? TimeSpan.Zero, FromEnd = values.Get(_keep) }),
        FittedCrop.FromJson)
    {
        Example = "crop: {span: 3d}",
    };

    /// <summary>Creates the step.</summary>
    /// <param name="options">The part to keep.</param>
    /// <exception cref="InputException">Not exactly one of rows and span is given.</exception>
    public CropStep(CropOptions options)
    {
        if (options.Rows < 0 || options.Span < TimeSpan.Zero || (options.Rows > 0) == (options.Span > TimeSpan.Zero))
        {
            throw new InputException($"Step '{StepName}' got {StepJson.RowsAndSpan(options.Rows, options.Span)}: give one of them, above " +
                "0.");
        }

        Options = options;
    }

    /// <summary>The part to keep.</summary>
    public CropOptions Options { get; }

    /// <inheritdoc/>
    public override string Name => StepName;

    /// <inheritdoc/>
    public override bool ChangesRows => true;

    /// <inheritdoc/>
    public override FittedStep Fit(SeriesSet training)
    {
        ArgumentNullException.ThrowIfNull(training);
        if (Options.Rows == 0)
        {
            foreach (SeriesItem item in training.Items)
            {
                StepColumns.RequireStamps(item.Frame.Time, Name, item.Id);
            }
        }

        return new FittedCrop(Options);
    }
}

/// <summary>Cuts frames.</summary>
internal sealed class FittedCrop(CropOptions options) : FittedStep
{
    public override string Name => CropStep.StepName;

    public override int? ReachBack => null;

    public static FittedCrop FromJson(JsonObject json) =>
        new(new CropOptions { Rows = json.Whole("rows"), Span = json.Span("span"), FromEnd = json.Flag("from-end") });

    public override Frame Transform(Frame frame, string id)
    {
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

    public override JsonObject ToJson()
    {
        JsonObject json = StepJson.Of(Name, []);
        json["rows"] = options.Rows;
        json["span"] = options.Span.Ticks;
        json["from-end"] = options.FromEnd;
        return json;
    }
}
