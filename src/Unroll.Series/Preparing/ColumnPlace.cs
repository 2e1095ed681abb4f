using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>The place of a run of values, for steps that go by time and for messages.</summary>
/// <param name="Column">The column.</param>
/// <param name="Id">Id of the series.</param>
/// <param name="Time">Stamps of the series.</param>
/// <param name="Row">The row of the first value.</param>
internal readonly record struct ColumnPlace(string Column, string Id, TimeIndex Time, int Row)
{
    /// <summary>Refuses values that a function is not defined for.</summary>
    /// <param name="values">The values.</param>
    /// <param name="bound">What they have to be above; missing ones may be anything.</param>
    /// <param name="takes">The step and its function: "Step 'log' takes logarithms".</param>
    /// <param name="advice">What to do instead.</param>
    /// <exception cref="InputException">A value is not above the bound; the message names its row.</exception>
    public void RequireAbove(ReadOnlySpan<double> values, double bound, string takes, string advice)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] <= bound)
            {
                throw new InputException(
                    $"{takes} of values above {bound}, but column '{Column}' of series '{Id}' is {values[i]} at " +
                    $"{Time.Place(Row + i)}: {advice}.");
            }
        }
    }
}
