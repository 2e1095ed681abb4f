
namespace Unroll.Series.Preparing;

/// <content>
/// Levels: values behind the steps before the first difference. Each of these steps, such as a logarithm, takes a value by itself, so that
/// a level and a value of the file belong together whatever the rows around them are.
/// </content>
public sealed partial class Preparation
{
    /// <summary>The number of steps before the first difference.</summary>
    private int LevelSteps => Steps.TakeWhile(step => step.InverseReach == 0).Count();

    /// <summary>Inverts the preparation of a column's values as far as levels, the values before the first difference.</summary>
    /// <param name="item">The series; its rows before the first may be used.</param>
    /// <param name="column">The column, one of the targets.</param>
    /// <param name="firstRow">The row of the first value.</param>
    /// <param name="values">Prepared values of rows that follow one another; replaced by their levels.</param>
    /// <exception cref="InputException">A step has no inverse, or there are too few rows before.</exception>
    public void InverseToLevels(PreparedItem item, string column, int firstRow, Span<double> values) =>
        Inverse(item, column, firstRow, values, Steps.Count, LevelSteps);

    /// <summary>Inverts levels to the unit of the file.</summary>
    /// <param name="item">The series.</param>
    /// <param name="column">The column, one of the targets.</param>
    /// <param name="firstRow">The row of the first value.</param>
    /// <param name="values">Levels, each of which is inverted by itself; replaced.</param>
    /// <exception cref="InputException">A step has no inverse.</exception>
    public void InverseOfLevels(PreparedItem item, string column, int firstRow, Span<double> values) =>
        Inverse(item, column, firstRow, values, LevelSteps, 0);

    /// <summary>The steps before the first difference, by which two preparations have the same levels where they are the same.</summary>
    public IReadOnlyList<FittedStep> StepsToLevels => [.. Steps.Take(LevelSteps)];

    /// <summary>
    /// Levels of values in the unit of the file, such as averages of several forecasts: the inverse of <see cref="InverseOfLevels"/>, which
    /// rises with the level, found by bisection.
    /// </summary>
    /// <param name="item">The series.</param>
    /// <param name="column">The column, one of the targets.</param>
    /// <param name="firstRow">The row of the first value, behind the first row of the series.</param>
    /// <param name="values">Values of rows that follow one another; replaced by their levels.</param>
    /// <exception cref="InputException">A step has no inverse.</exception>
    public void ToLevels(PreparedItem item, string column, int firstRow, Span<double> values)
    {
        const int Halvings = 60;
        if (LevelSteps == 0)
        {
            return;
        }

        double[] lower = new double[values.Length], upper = new double[values.Length], tried = new double[values.Length];
        CopyLevels(item, column, firstRow - 1, lower.AsSpan(0, 1));
        Array.Fill(lower, double.IsFinite(lower[0]) ? lower[0] : 0);
        lower.CopyTo(upper, 0);
        double width = 1;
        for (int i = 0; i < Halvings; i++, width *= 2)
        {
            bool isLow = Widen(lower, values, -width), isHigh = Widen(upper, values, width);
            if (!isLow && !isHigh)
            {
                break;
            }
        }

        for (int i = 0; i < Halvings; i++)
        {
            for (int step = 0; step < tried.Length; step++)
            {
                tried[step] = (lower[step] + upper[step]) / 2;
            }

            double[] middle = [.. tried];
            InverseOfLevels(item, column, firstRow, tried);
            for (int step = 0; step < tried.Length; step++)
            {
                (lower[step], upper[step]) = tried[step] < values[step] ? (middle[step], upper[step]) : (lower[step], middle[step]);
            }
        }

        upper.CopyTo(values);

        // Moves the ends beyond which a value still lies.
        bool Widen(double[] ends, Span<double> aims, double by)
        {
            double[] reached = [.. ends];
            InverseOfLevels(item, column, firstRow, reached);
            bool isMoved = false;
            for (int step = 0; step < ends.Length; step++)
            {
                if (by < 0 ? reached[step] > aims[step] : reached[step] < aims[step])
                {
                    (ends[step], isMoved) = (ends[step] + by, true);
                }
            }

            return isMoved;
        }
    }

    /// <summary>Copies the levels of a column.</summary>
    /// <param name="item">The series.</param>
    /// <param name="column">The column, one of the targets.</param>
    /// <param name="firstRow">The first row.</param>
    /// <param name="destination">Receives the levels.</param>
    public void CopyLevels(PreparedItem item, string column, int firstRow, Span<double> destination)
    {
        ArgumentNullException.ThrowIfNull(item);
        (LevelSteps < Steps.Count ? item.Stages[LevelSteps] : item.Frame).CopyColumn(column, firstRow, destination);
    }

    /// <summary>
    /// The level that a unit of a prepared value stands for in a series: 1 where no difference is taken, else what the steps behind it
    /// scale by.
    /// </summary>
    /// <param name="item">The series.</param>
    /// <param name="column">The column, one of the targets.</param>
    /// <param name="row">A row with enough rows before it for the inverse.</param>
    /// <exception cref="InputException">A step has no inverse, or there are too few rows before.</exception>
    public double LevelUnit(PreparedItem item, string column, int row)
    {
        if (LevelSteps == Steps.Count)
        {
            return 1;
        }

        Span<double> zero = [0], unit = [1];
        InverseToLevels(item, column, row, zero);
        InverseToLevels(item, column, row, unit);
        return Math.Abs(unit[0] - zero[0]);
    }

    private void Inverse(PreparedItem item, string column, int firstRow, Span<double> values, int from, int to)
    {
        ArgumentNullException.ThrowIfNull(item);
        for (int i = from - 1; i >= to; i--)
        {
            int reach = Math.Min(firstRow, Steps[i].InverseReach);
            double[] before = new double[reach];
            if (reach > 0)
            {
                item.Stages[i].CopyColumn(column, firstRow - reach, before);
            }

            Steps[i].Inverse(item.Id, column, item.Frame.Time.Slice(firstRow - reach, reach + values.Length), before, values);
        }
    }
}
