namespace Unroll.Tasks.Analysing;

/// <summary>An analysis of a column: what the commands, a program and a report share. Columns are analysed at the same time.</summary>
public abstract class SeriesAnalysis
{
    /// <summary>Its title, as a report has it.</summary>
    public abstract string Title { get; }

    /// <summary>Names of the columns that the others are explained by.</summary>
    public virtual IReadOnlyList<string> Regressors => [];

    /// <summary>Whether the columns of a series are analysed together, rather than one by one.</summary>
    public virtual bool IsJoint => false;

    /// <summary>Analyses a column, or several together.</summary>
    /// <param name="column">The column.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="InputException">The column cannot be analysed so; the message says why.</exception>
    public abstract AnalysisResult Analyse(AnalysedColumn column);
}
