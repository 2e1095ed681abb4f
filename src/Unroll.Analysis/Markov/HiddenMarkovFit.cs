namespace Unroll.Analysis.Markov;

/// <summary>A hidden Markov model fitted to observations.</summary>
public sealed class HiddenMarkovFit
{
    private readonly HiddenObservations _observations;
    private HiddenPath? _path;
    private double[][]? _posterior;

    internal HiddenMarkovFit(BaumWelch found, HiddenObservations observations)
    {
        (Model, LogLikelihood, Iterations, IsConverged) = found;
        _observations = observations;
    }

    /// <summary>The model with the estimates.</summary>
    public HiddenMarkovModel Model { get; }

    /// <summary>The log-likelihood.</summary>
    public double LogLikelihood { get; }

    /// <summary>The iterations of the estimate.</summary>
    public int Iterations { get; }

    /// <summary>Whether the likelihood no longer rose at the end.</summary>
    public bool IsConverged { get; }

    /// <summary>Akaike's information criterion.</summary>
    public double Aic => (-2 * LogLikelihood) + (2 * Model.ParameterCount);

    /// <summary>The Bayesian information criterion, by the rows without a missing value.</summary>
    public double Bic => (-2 * LogLikelihood) + (Model.ParameterCount * Math.Log(_observations.KnownCount));

    /// <summary>The most probable path.</summary>
    public HiddenPath Path => _path ??= Model.Viterbi(_observations.Columns);

    /// <summary>The probability of each state at each time, [state][time].</summary>
    public double[][] Posterior => _posterior ??= Model.Posterior(_observations.Columns);

    /// <summary>The numbers of states that were tried, with the best fit of each; one where the number was given.</summary>
    public IReadOnlyList<StateCountTrial> Trials { get; init; } = [];

    /// <summary>The rows that the trials were on: all, or some of very many. 0 where there was none.</summary>
    public int TrialRows { get; init; }
}
