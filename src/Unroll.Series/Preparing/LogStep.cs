using System.Text.Json.Nodes;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// Replaces values by their natural logarithm, so that equal shares become equal distances. Undone by the exponential; a result too large for a double
/// becomes its largest number.
/// </summary>
/// <param name="kind">Which logarithm.</param>
/// <param name="columns">The columns; null for all columns of numbers.</param>
public sealed class LogStep(LogKind kind = LogKind.Log, IReadOnlyList<string>? columns = null) : PreparingStep
{
    internal const string StepName = "log";

    /// <inheritdoc/>
    public override string Name => StepName;

    /// <inheritdoc/>
    /// <exception cref="InputException">A value of the training part has no logarithm; the message tells its row.</exception>
    public override FittedStep Fit(SeriesSet training)
    {
        FittedLog fitted = new(StepColumns.Numeric(training, columns, Name), kind);
        foreach (SeriesItem item in training.Items)
        {
            fitted.RequireLogarithms(item.Frame, item.Id);
        }

        return fitted;
    }
}

/// <summary>Columns of which logarithms are taken.</summary>
internal sealed class FittedLog(string[] columns, LogKind kind) : FittedStep
{
    public override string Name => LogStep.StepName;

    public static FittedLog FromJson(JsonObject json) => new(json.Columns(), json.Named<LogKind>("kind"));

    public override Frame Transform(Frame frame, string id)
    {
        foreach (string column in columns)
        {
            double[] values = StepColumns.Read(frame, column, Name, id);
            for (int row = 0; row < values.Length; row++)
            {
                RequireLogarithm(values[row], frame.Time, row, column, id);
                values[row] = (kind == LogKind.Log ? Math.Log(values[row]) : Numerics.LogOnePlus(values[row]));
            }

            frame = frame.With(column, values);
        }

        return frame;
    }

    public override void Inverse(string id, string column, TimeIndex time, ReadOnlySpan<double> before, Span<double> values)
    {
        if (columns.Contains(column))
        {
            foreach (ref double value in values)
            {
                value = StepColumns.Finite(kind == LogKind.Log ? Math.Exp(value) : Numerics.ExpMinusOne(value));
            }
        }
    }

    public override JsonObject ToJson()
    {
        JsonObject json = StepJson.Of(Name, columns);
        json["kind"] = StepJson.Name(kind);
        return json;
    }

    public void RequireLogarithms(Frame frame, string id)
    {
        foreach (string column in columns)
        {
            ReadOnlySpan<double> values = frame.Column(column);
            for (int row = 0; row < values.Length; row++)
            {
                RequireLogarithm(values[row], frame.Time, row, column, id);
            }
        }
    }

    private void RequireLogarithm(double value, TimeIndex time, int row, string column, string id)
    {
        double border = kind == LogKind.Log ? 0 : -1;
        if (value <= border)
        {
            throw new InputException(
                $"Step '{Name}' takes logarithms of values above {border}, but column '{column}' of series '{id}' is {value} at {time.Text(row)}: " +
                (kind == LogKind.Log ? "use log1p for counts, or a Yeo–Johnson transformation for values of any sign." : "use a Yeo–Johnson transformation for values of any sign."));
        }
    }
}
