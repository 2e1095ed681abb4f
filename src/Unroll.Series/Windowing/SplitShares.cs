using System.Globalization;
using Unroll.Series.Frames;

namespace Unroll.Series.Windowing;

/// <summary>The shares of the training, validation and test part; the rest belongs to none.</summary>
/// <param name="Training">Share of the training part, above 0.</param>
/// <param name="Validation">Share of the validation part; 0 for none.</param>
/// <param name="Test">Share of the test part; 0 for none.</param>
public readonly record struct SplitShares(double Training, double Validation, double Test)
{
    private const double Slack = 1e-9;

    /// <summary>The shares in order, and the rest; not what rounding leaves over.</summary>
    internal double[] All => [Training, Validation, Test, 1 - Training - Validation - Test is var rest && rest > Slack ? rest : 0];

    /// <summary>Validates the shares.</summary>
    /// <exception cref="InputException">They cannot split anything.</exception>
    internal void Validate()
    {
        if (!(Training > 0 && Validation >= 0 && Test >= 0) || Training + Validation + Test > 1 + Slack)
        {
            throw new InputException(string.Create(CultureInfo.InvariantCulture,
                $"The shares {Training}, {Validation} and {Test} cannot split anything: that of training must be above 0, "
                + $"none below 0, and together at most 1."))
            { Field = "split" };
        }
    }

    /// <summary>Consecutive runs of numbers, by rounded shares.</summary>
    /// <param name="count">Numbers, from 0.</param>
    internal RowRange[] Cut(int count)
    {
        int first = (int)Math.Round(count * Training);
        int second = (int)Math.Round(count * (Training + Validation));
        int third = (int)Math.Round(count * Math.Min(1, Training + Validation + Test));
        return [new(0, first), new(first, second - first), new(second, third - second)];
    }
}
