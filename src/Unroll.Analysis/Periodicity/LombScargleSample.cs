using System.Numerics.Tensors;

namespace Unroll.Analysis.Periodicity;

/// <summary>Measurements at times from 0, weighted and without their mean.</summary>
/// <param name="Times">Times since the first.</param>
/// <param name="Weights">Weights that add up to 1.</param>
/// <param name="Products">Weights times values without their mean.</param>
/// <param name="Variance">The weighted variance.</param>
internal sealed record LombScargleSample(double[] Times, double[] Weights, double[] Products, double Variance)
{
    /// <summary>Other measurements at the same times, with the same weights.</summary>
    /// <param name="values">The measurements, none missing and not all the same.</param>
    public LombScargleSample With(double[] values)
    {
        double[] rest = new double[values.Length], products = new double[values.Length];
        TensorPrimitives.Subtract(values, TensorPrimitives.Dot<double>(values, Weights), rest);
        TensorPrimitives.Multiply<double>(rest, Weights, products);
        return this with { Products = products, Variance = TensorPrimitives.Dot<double>(rest, products) };
    }

    /// <summary>Checks and weighs measurements; missing ones are left out.</summary>
    public static LombScargleSample Of(ReadOnlySpan<double> times, ReadOnlySpan<double> values, ReadOnlySpan<double> errors)
    {
        SeriesChecks.RequireAsMany(times.Length, values.Length, "times");
        SeriesChecks.RequireAsMany(errors.IsEmpty ? values.Length : errors.Length, values.Length, "errors");
        SeriesChecks.RequireSquares(values);
        List<double> kept = new(times.Length), measured = new(times.Length), weights = new(times.Length);
        for (int i = 0; i < times.Length; i++)
        {
            if (!double.IsFinite(times[i]) || (!errors.IsEmpty && errors[i] is not > 0))
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"Measurement {i} (from 0) has time {times[i]}") + (errors.IsEmpty ? ": give a number."
                        : FormattableString.Invariant($" and error {errors[i]}: give numbers, errors above 0.")),
                    nameof(times));
            }

            if (!double.IsNaN(values[i]))
            {
                kept.Add(times[i]);
                measured.Add(values[i]);
                weights.Add(errors.IsEmpty ? 1 : 1 / (errors[i] * errors[i]));
            }
        }

        SeriesChecks.RequireLength(kept.Count, 4, "A Lomb–Scargle periodogram");
        if (SeriesChecks.IsConstant(measured.ToArray()))
        {
            throw new InputException(FormattableString.Invariant(
                $"All {CountFormatter.Format(kept.Count, "values")} are {measured[0]}: a periodogram needs a series that varies."));
        }

        double first = kept.Min(), sum = weights.Sum(), mean = measured.Zip(weights, (value, weight) => value * weight).Sum() / sum;
        double[] shares = [.. weights.Select(weight => weight / sum)];
        double[] products = [.. measured.Zip(shares, (value, share) => (value - mean) * share)];
        double variance = measured.Zip(products, (value, product) => (value - mean) * product).Sum();
        return new([.. kept.Select(time => time - first)], shares, products, variance);
    }
}
