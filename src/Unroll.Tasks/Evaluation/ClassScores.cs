namespace Unroll.Tasks.Evaluation;

/// <summary>How well one class is told from the others. A measure that is not defined is NaN.</summary>
/// <param name="Name">The class.</param>
/// <param name="Support">How many belong to it.</param>
/// <param name="Predicted">How many are said to belong to it.</param>
/// <param name="Correct">How many of those do.</param>
/// <param name="RocAuc">Area under the curve of its probability; NaN where all or none belong to it.</param>
public sealed record ClassScores(string Name, int Support, int Predicted, int Correct, double RocAuc)
{
    /// <summary>Share of what is said to belong to it that does; NaN where nothing is.</summary>
    public double Precision => Predicted == 0 ? double.NaN : (double)Correct / Predicted;

    /// <summary>Share of what belongs to it that is found; NaN where nothing does.</summary>
    public double Recall => Support == 0 ? double.NaN : (double)Correct / Support;

    /// <summary>Harmonic mean of precision and recall, <c>2 correct / (predicted + support)</c>; NaN where the class neither occurs nor is predicted.</summary>
    public double F1 => Predicted + Support == 0 ? double.NaN : 2.0 * Correct / (Predicted + Support);
}
