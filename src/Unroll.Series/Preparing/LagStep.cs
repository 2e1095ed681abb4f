using System.Globalization;
using Unroll.Catalogue;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// A step that adds lagged columns: <c>x-lag-7</c> of row t is x of row t − 7. The first rows have none. Lags are counted from the row
/// itself, not from the row to forecast.
/// </summary>
public sealed class LagStep : ConfiguredStep<LagOptions>
{
    private static readonly int[] _usual = [1];

    internal static StepEntry Entry { get; } = new StepEntry<LagStep, LagOptions>(
        "lag",
        "Adds columns that tell what was some rows ago.",
        settings =>
        [
            settings.Columns(options => options.Columns, (options, value) => options with { Columns = value }),
            settings.Of("steps", Kind.List(new LagKind(), "whole numbers from 1", allowsSingle: true, isDistinct: true),
                options => options.Steps!, (options, value) => options with { Steps = value },
                "How many rows late, counted from the row itself.", _usual),
        ],
        options => new(options),
        (step, json) => new FittedLag(step, json.Columns()),
        "steps")
    {
        Example = "lag: [1, 7]",
        Formula = "x-lag-k of row t is x of row t − k",
    };

    /// <summary>Creates the step.</summary>
    /// <param name="options">Columns and lags.</param>
    /// <exception cref="InputException">A lag is not positive, or stands twice.</exception>
    public LagStep(LagOptions options = default)
        : base("lag", options with { Steps = [.. options.Steps ?? _usual] })
    {
        foreach (int rows in Options.Steps!)
        {
            if (rows < 1)
            {
                throw new InputException(Lags.TooShort(rows));
            }
        }

        if (Options.Steps!.Count == 0 || Options.Steps.Distinct().Count() != Options.Steps.Count)
        {
            throw new InputException($"Step '{Name}' got the lags [{string.Join(", ", Options.Steps)}]: give different whole numbers, at " +
                "least one, for example [1, 7].");
        }
    }

    /// <inheritdoc/>
    public override FittedStep Fit(SeriesSet training)
    {
        FittedLag fitted = new(this, StepColumns.Numeric(training, Options.Columns, Name));
        StepColumns.RequireNew(training, fitted.Added, Name);
        return fitted;
    }
}

/// <summary>Columns and their lags.</summary>
internal sealed class FittedLag(LagStep step, string[] columns) : FittedStep<LagStep>(step, columns)
{
    public override int? ReachBack => Lagged.Max();

    public IEnumerable<string> Added => Columns.SelectMany(column => Lagged.Select(rows => NameOf(column, rows)));

    private IReadOnlyList<int> Lagged => Step.Options.Steps!;

    public override Frame Transform(Frame frame, string id) => frame.With(Columns.SelectMany(column =>
    {
        double[] values = StepColumns.Read(frame, column, Name, id);
        return Lagged.Select(rows => (NameOf(column, rows), Lags.Shift(values, rows)));
    }));

    private static string NameOf(string column, int rows) => string.Create(CultureInfo.InvariantCulture, $"{column}-lag-{rows}");
}
