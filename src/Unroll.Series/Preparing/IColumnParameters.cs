namespace Unroll.Series.Preparing;

/// <summary>The fitted numbers of a step for a column, as they are saved.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
internal interface IColumnParameters<TSelf>
    where TSelf : IColumnParameters<TSelf>
{
    /// <summary>The parameters restored from <see cref="ToNumbers"/>.</summary>
    /// <param name="numbers">The numbers.</param>
    static abstract TSelf FromNumbers(double[] numbers);

    /// <summary>The parameters as numbers.</summary>
    double[] ToNumbers();
}
