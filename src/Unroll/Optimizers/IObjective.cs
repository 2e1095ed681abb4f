namespace Unroll.Optimizers;

/// <summary>An objective to minimise, a function of many variables with its gradient.</summary>
internal interface IObjective
{
    /// <summary>Number of variables.</summary>
    int Length { get; }

    /// <summary>Ends an evaluation, and long computations between two of them.</summary>
    CancellationToken Abort => CancellationToken.None;

    /// <summary>The value at a point, and the gradient there.</summary>
    double Evaluate(ReadOnlySpan<double> point, Span<double> gradient);
}
