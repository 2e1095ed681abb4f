namespace Unroll.Analysis.Markov;

/// <summary>
/// The estimate of a hidden Markov model from the observations alone: several starts for each number of states, the best of which goes on,
/// and the number of states by an information criterion. Of more than 400,000 rows the number is chosen by 200,000 in twenty stretches, and
/// all rows estimate the model from there on, until an iteration gains less than a ten-millionth of the log-likelihood,
/// or after a hundred million rows, each counted once an iteration.
/// </summary>
public static class HiddenMarkovSearch
{
    /// <summary>Iterations after which starts are compared.</summary>
    private const int ShortIterations = 15;

    /// <summary>Rows that are enough to compare starts by.</summary>
    private const int EnoughRows = 40_000;

    /// <summary>Rows of which more are not tried with every number of states, and those that are.</summary>
    private const int ManyRows = 400_000;

    private const int TrialRows = 200_000;

    /// <summary>Stretches that some of the rows are taken from.</summary>
    private const int Stretches = 20;

    /// <summary>The gain of an iteration over many rows, as a share of the log-likelihood, at which they end.</summary>
    private const double LeastGain = 1e-7;

    /// <summary>Rows times iterations of the estimate from many rows, which begins close to its end; and the fewest iterations.</summary>
    private const int MostWork = 100_000_000;

    private const int FewIterations = 5;

    /// <summary>Numbers of states without an improvement after which the search ends.</summary>
    private const int Patience = 2;

    /// <summary>The most symbols of discrete emissions.</summary>
    private const int MostSymbols = 1000;

    /// <summary>The most probabilities of a state at a time that are kept, which take 24 bytes each.</summary>
    private const long MostProbabilities = 150_000_000;

    /// <summary>Fits a model.</summary>
    /// <param name="columns">The observations, [column][time]; NaN where a value is missing.</param>
    /// <param name="options">Settings.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="InputException">
    /// There are too few rows for the states, or so many that their probabilities do not fit into memory; a column is constant or holds an
    /// infinite value; or symbols are no whole numbers from 0.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of states or components is below 1, or that of restarts below 0.</exception>
    public static HiddenMarkovFit Fit(double[][] columns, HiddenMarkovOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new();
        HiddenObservations observations = new(columns);
        Check(observations, options);
        List<HiddenMarkovFit> fits = [];
        List<StateCountTrial> trials = [];
        int first = options.States ?? 1, last = options.States ?? options.MaxStates, best = 0;
        HiddenObservations some = observations.Count > ManyRows ? Thin(observations, TrialRows, options) : observations;
        for (int states = first; states <= last && HasRoom(some, states); states++)
        {
            HiddenMarkovFit fit = Fit(some, options, states, cancellation);
            fits.Add(fit);
            trials.Add(new StateCountTrial(states, fit.LogLikelihood, fit.Aic, fit.Bic));
            best = Criterion(trials[^1], options) < Criterion(trials[best], options) ? trials.Count - 1 : best;
            if (trials.Count - 1 - best >= Patience)
            {
                break;
            }
        }

        HiddenMarkovFit chosen = fits[best];
        BaumWelch found = some == observations
            ? new(chosen.Model, chosen.LogLikelihood, chosen.Iterations, chosen.IsConverged)
            : Ordered(BaumWelch.Run(
                chosen.Model, observations,
                options.Estimation with
                {
                    Iterations = Math.Min(options.Estimation.Iterations, Math.Max(FewIterations, MostWork / observations.Count)),
                    Tolerance = Math.Max(
                        options.Estimation.Tolerance,
                        LeastGain * Math.Abs(chosen.LogLikelihood) * observations.Count / some.Count),
                },
                cancellation));
        return new HiddenMarkovFit(found, observations) { Trials = trials, TrialRows = some.Count };
    }

    private static HiddenMarkovFit Fit(
        HiddenObservations observations, HiddenMarkovOptions options, int states, CancellationToken cancellation)
    {
        // A single state has one maximum, unless it is a mixture.
        int restarts = states == 1 && options.Emissions != EmissionKind.GaussianMixture ? 1 : Math.Max(1, options.Restarts);
        HiddenObservations some = Thin(observations, EnoughRows, options);
        BaumWelch[] tried = new BaumWelch[restarts];
        Workers.For(
            restarts,
            attempt => tried[attempt] = BaumWelch.Run(
                new HiddenMarkovStart(some, options).Model(states, attempt), some,
                options.Estimation with { Iterations = ShortIterations }, cancellation),
            cancellation);
        HiddenMarkovModel start =
            tried.MaxBy(found => double.IsNaN(found.LogLikelihood) ? double.NegativeInfinity : found.LogLikelihood)!.Model;
        return new HiddenMarkovFit(Ordered(BaumWelch.Run(start, observations, options.Estimation, cancellation)), observations);
    }

    /// <summary>A result with its states in the order of their means.</summary>
    private static BaumWelch Ordered(BaumWelch fitted)
    {
        int[] order = [.. Enumerable.Range(0, fitted.Model.StateCount).OrderBy(state => fitted.Model.Emissions.Mean(state)[0])];
        return fitted with { Model = fitted.Model.Reorder(order) };
    }

    /// <summary>Some of the rows; all where they lack a symbol, whose probability they would not tell.</summary>
    private static HiddenObservations Thin(HiddenObservations observations, int rows, HiddenMarkovOptions options)
    {
        HiddenObservations some = observations.Thin(rows, Stretches);
        return options.Emissions != EmissionKind.Discrete
            || Symbols(observations).SetEquals(Symbols(some)) ? some : observations;

        static HashSet<double> Symbols(HiddenObservations seen) => [.. seen.Columns[0].Where(value => !double.IsNaN(value))];
    }

    private static double Criterion(StateCountTrial trial, HiddenMarkovOptions options) =>
        options.Criterion == StateCriterion.Aic ? trial.Aic : trial.Bic;

    /// <summary>At least two rows a state; one state always.</summary>
    private static bool HasRoom(HiddenObservations observations, int states) => states == 1 || observations.KnownCount >= 2 * states;

    private static void Check(HiddenObservations observations, HiddenMarkovOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.States ?? 1, 1, nameof(options.States));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxStates, 1, nameof(options.MaxStates));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Components, 1, nameof(options.Components));
        ArgumentOutOfRangeException.ThrowIfNegative(options.Restarts, nameof(options.Restarts));
        int least = Math.Max(3, 2 * (options.States ?? 1));
        SeriesChecks.RequireLength(
            observations.KnownCount, least, $"A hidden Markov model of {CountFormatter.Format(options.States ?? 1, "states")}");
        foreach (double[] column in observations.Columns)
        {
            SeriesChecks.RequireSquares(column);
        }

        observations.RequireChange();
        int most = options.States ?? options.MaxStates;
        if ((long)observations.Count * most > MostProbabilities)
        {
            throw new InputException(
                $"A hidden Markov model of up to {most} states over {CountFormatter.Format(observations.Count, "rows")} takes more memory "
                + $"than is well: take at most {Math.Max(1, MostProbabilities / observations.Count)} states, or a part of the rows.");
        }

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
