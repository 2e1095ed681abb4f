namespace Unroll.Analysis.StateSpace;

/// <summary>Regressors, whose coefficients are constant states that are diffuse at the start.</summary>
public sealed class Regression : StructuralComponent
{
    private readonly double[][] _columns;
    private readonly double[] _scales;

    /// <summary>Creates the component.</summary>
    /// <param name="names">The names of the columns.</param>
    /// <param name="columns">The columns, [column][time], as long as the series that the model is fitted to; without gaps.</param>
    /// <exception cref="InputException">A value is missing or infinite, or a column is zero everywhere.</exception>
    public Regression(IReadOnlyList<string> names, double[][] columns)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(columns);
        if (names.Count != columns.Length || columns.Length == 0)
        {
            throw new ArgumentException(
                $"{CountFormatter.Format(names.Count, "names")} for {CountFormatter.Format(columns.Length, "columns")}: each column needs "
                + "a name.",
                nameof(names));
        }

        (Names, _columns) = (names, columns);
        _scales = [.. columns.Select((column, i) => Scale(names[i], column))];
    }

    /// <summary>The names of the columns.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The number of times that the columns have.</summary>
    public int Length => _columns[0].Length;

    /// <inheritdoc/>
    public override string Name => "regression";

    /// <inheritdoc/>
    public override int StateCount => _columns.Length;

    /// <inheritdoc/>
    public override IReadOnlyList<StructuralParameter> Parameters => [];

    /// <summary>The columns, [column][time].</summary>
    internal double[][] Columns => _columns;

    /// <summary>The size of a column, which its coefficient is estimated relative to.</summary>
    internal double ScaleOf(int column) => _scales[column];

    /// <inheritdoc/>
    public override void Write(StructuralPart part, ReadOnlySpan<double> parameters)
    {
        ArgumentNullException.ThrowIfNull(part);
        for (int i = 0; i < _columns.Length; i++)
        {
            double scale = _scales[i];
            part.Carry(i, i, 1);
            part.Regress(i, [.. _columns[i].Select(value => value / scale)]);
        }
    }

    /// <summary>Refuses regressors of coming steps that are not as many as these, or too short.</summary>
    /// <param name="horizon">The number of steps.</param>
    /// <param name="regressors">The regressors at those steps, [column][step].</param>
    /// <exception cref="InputException">They do not suit.</exception>
    internal void RequireComing(int horizon, double[][]? regressors)
    {
        if (!RegressorChecks.Reach(horizon, regressors, StateCount))
        {
            throw new InputException(
                $"The forecast of {CountFormatter.Format(horizon, "steps")} needs the regressors {string.Join(", ", Names)} at each of "
                + "those steps.");
        }

        RegressorChecks.RequireComing(horizon, regressors!);
    }

    /// <summary>The same regressors with values of further times after their own.</summary>
    internal Regression Append(double[][] further) =>
        new(Names, [.. _columns.Select((column, i) => (double[])[.. column, .. further[i]])], _scales);

    private Regression(IReadOnlyList<string> names, double[][] columns, double[] scales) =>
        (Names, _columns, _scales) = (names, columns, scales);

    private static double Scale(string name, double[] column)
    {
        int bad = Array.FindIndex(column, value => !double.IsFinite(value));
        if (bad >= 0)
        {
            throw new InputException(
                $"Value {bad + 1} of the regressor {name} is {column[bad]}, but a regressor must be known at each time: fill its "
                + "gaps before.");
        }

        double largest = column.Select(Math.Abs).DefaultIfEmpty(0).Max();
        return largest > 0 ? largest
            : throw new InputException($"The regressor {name} is zero everywhere, so that it has no coefficient: leave it out.");
    }
}
