namespace Unroll.Analysis.Markov;

/// <summary>
/// The estimate of a hidden Markov model from the observations alone: several starts for each number of states, the best of which goes on,
/// and the number of states by an information criterion.
/// </summary>
public static class HiddenMarkovSearch
{
    /// <summary>Iterations after which starts are compared.</summary>
    private const int ShortIterations = 15;

    /// <summary>Rows that are enough to compare starts by.</summary>
    private const int EnoughRows = 40_000;

    /// <summary>Numbers of states without an improvement after which the search ends.</summary>
    private const int Patience = 2;

    /// <summary>The most symbols of discrete emissions.</summary>
    private const int MostSymbols = 1000;

    /// <summary>Fits a model.</summary>
    /// <param name="columns">The observations, [column][time]; NaN where a value is missing.</param>
    /// <param name="options">Settings.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="InputException">
    /// There are too few rows for the states, a column is constant or holds an infinite value, or symbols are no whole numbers from 0.
    /// </exception>
    public static HiddenMarkovFit Fit(double[][] columns, HiddenMarkovOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new();
        HiddenObservations observations = new(columns);
        Check(observations, options);
        List<HiddenMarkovFit> fits = [];
        List<StateCountTrial> trials = [];
        int first = options.States ?? 1, last = options.States ?? options.MaximumStates, best = 0;
        for (int states = first; states <= last && HasRoom(observations, states); states++)
        {
            HiddenMarkovFit fit = Fit(observations, options, states, cancellation);
            fits.Add(fit);
            trials.Add(new StateCountTrial(states, fit.LogLikelihood, fit.Aic, fit.Bic));
            best = Criterion(trials[^1], options) < Criterion(trials[best], options) ? trials.Count - 1 : best;
            if (trials.Count - 1 - best >= Patience)
            {
                break;
            }
        }

        HiddenMarkovFit chosen = fits[best];
        BaumWelch found = new(chosen.Model, chosen.LogLikelihood, chosen.Iterations, chosen.IsConverged);
        return new HiddenMarkovFit(found, observations) { Trials = trials };
    }

    private static HiddenMarkovFit Fit(
        HiddenObservations observations, HiddenMarkovOptions options, int states, CancellationToken cancellation)
    {
        // A single state has one maximum, unless it is a mixture.
        int restarts = states == 1 && options.Emissions != EmissionKind.GaussianMixture ? 1 : Math.Max(1, options.Restarts);
        HiddenObservations some = observations.Thin(EnoughRows, 20);
        BaumWelch[] tried = new BaumWelch[restarts];
        Parallel.For(0, restarts, new ParallelOptions { CancellationToken = cancellation }, attempt =>
            tried[attempt] = BaumWelch.Run(
                new HiddenMarkovStart(some, options).Model(states, attempt), some,
                options.Estimation with { Iterations = ShortIterations }));
        HiddenMarkovModel start =
            tried.MaxBy(found => double.IsNaN(found.LogLikelihood) ? double.NegativeInfinity : found.LogLikelihood)!.Model;
        cancellation.ThrowIfCancellationRequested();
        BaumWelch fitted = BaumWelch.Run(start, observations, options.Estimation);
        int[] order = [.. Enumerable.Range(0, states).OrderBy(state => fitted.Model.Emissions.Mean(state)[0])];
        return new HiddenMarkovFit(fitted with { Model = fitted.Model.Reorder(order) }, observations);
    }

    private static double Criterion(StateCountTrial trial, HiddenMarkovOptions options) =>
        options.Criterion == StateCriterion.Aic ? trial.Aic : trial.Bic;

    /// <summary>At least two rows a state; one state always.</summary>
    private static bool HasRoom(HiddenObservations observations, int states) => states == 1 || observations.KnownCount >= 2 * states;

    private static void Check(HiddenObservations observations, HiddenMarkovOptions options)
    {
        int least = Math.Max(3, 2 * (options.States ?? 1));
        SeriesChecks.RequireLength(
            observations.KnownCount, least, $"A hidden Markov model of {CountFormatter.Format(options.States ?? 1, "states")}");
        observations.RequireChange();
        if (options.Emissions != EmissionKind.Discrete)
        {
            return;
        }

        if (observations.Columns.Length > 1)
        {
            throw new InputException(
                $"Symbols are one column, but there are {observations.Columns.Length}: take one, or Gaussian emissions.");
        }

        DiscreteEmissions.RequireSymbols(observations, MostSymbols);
    }
}
