namespace Unroll.Series.Preparing;

/// <summary>
/// The scaling of a column, (x − offset) / scale, and its inverse. Fitted on the training part alone: test rows in a scaler would be
/// leakage.
/// </summary>
internal abstract class Scaler
{
    private protected Scaler(double offset, double scale)
    {
        if (!double.IsFinite(offset) || !double.IsFinite(scale) || scale <= 0)
        {
            throw new ArgumentException($"A scaler needs a finite offset and a scale above 0, but got {offset} and {scale}.");
        }

        Offset = offset;
        Scale = scale;
    }

    /// <summary>Name in recipes and model files: <c>standard</c>, <c>robust</c>, <c>min-max</c> or <c>none</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The subtracted offset, in the column's unit.</summary>
    public double Offset { get; }

    /// <summary>The divisor, in the column's unit; above 0.</summary>
    public double Scale { get; }

    /// <summary>Fits the scaler of a name.</summary>
    /// <param name="name"><c>standard</c>, <c>robust</c>, <c>min-max</c> or <c>none</c>.</param>
    /// <param name="training">The column in the training part; NaN is ignored.</param>
    /// <exception cref="InputException">The name is not known, or every value is missing.</exception>
    public static Scaler Fit(string name, ReadOnlySpan<double> training) => name switch
    {
        "standard" => StandardScaler.Fit(training),
        "robust" => RobustScaler.Fit(training),
        "min-max" => MinMaxScaler.Fit(training),
        _ => Restore(name, 0, 1),
    };

    /// <summary>Restores a scaler from its saved parameters.</summary>
    /// <param name="name"><see cref="Name"/>.</param>
    /// <param name="offset"><see cref="Offset"/>.</param>
    /// <param name="scale"><see cref="Scale"/>.</param>
    /// <exception cref="InputException">The name is not known.</exception>
    public static Scaler Restore(string name, double offset, double scale) => name switch
    {
        "standard" => new StandardScaler(offset, scale),
        "robust" => new RobustScaler(offset, scale),
        "min-max" => new MinMaxScaler(offset, scale),
        "none" => new IdentityScaler(),
        _ => throw new InputException($"There is no scaling named '{name}'. Choose one of: standard, robust, min-max, none."),
    };

    /// <summary>Scales a number.</summary>
    /// <param name="value">In the column's unit.</param>
    public double Transform(double value) => (value - Offset) / Scale;

    /// <summary>Inverts the scaling of a number.</summary>
    /// <param name="value">Scaled.</param>
    public double Inverse(double value) => (value * Scale) + Offset;

    /// <summary>Scales numbers; NaN stays NaN, and overflow is clipped to the range of doubles.</summary>
    /// <param name="source">In the column's unit.</param>
    /// <param name="destination">Scaled; may be the source.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public void Transform(ReadOnlySpan<double> source, Span<double> destination)
    {
        RequireSameLength(source, destination);
        for (int i = 0; i < source.Length; i++)
        {
            destination[i] = StepColumns.Finite(Transform(source[i]));
        }
    }

    /// <summary>Inverts the scaling of numbers; NaN stays NaN, and overflow is clipped to the range of doubles.</summary>
    /// <param name="source">Scaled.</param>
    /// <param name="destination">In the column's unit; may be the source.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public void Inverse(ReadOnlySpan<double> source, Span<double> destination)
    {
        RequireSameLength(source, destination);
        for (int i = 0; i < source.Length; i++)
        {
            destination[i] = StepColumns.Finite(Inverse(source[i]));
        }
    }

    private static void RequireSameLength(ReadOnlySpan<double> source, Span<double> destination)
    {
        if (source.Length != destination.Length)
        {
            throw new ArgumentException($"The source has {source.Length} numbers, but there is room for {destination.Length}: give both " +
                "the same length.");
        }
    }

    /// <summary>Refuses a column without known values.</summary>
    /// <returns>The number of known values.</returns>
    private protected static int RequireKnown(ReadOnlySpan<double> training)
    {
        int count = 0;
        foreach (double value in training)
        {
            count += double.IsNaN(value) ? 0 : 1;
        }

        return count > 0
            ? count
            : throw new InputException($"All {training.Length} training values of a column are missing, so it cannot be scaled: leave " +
                "the column out.");
    }
}
