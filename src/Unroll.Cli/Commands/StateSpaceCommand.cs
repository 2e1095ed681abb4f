using System.CommandLine;
using System.Globalization;
using Unroll.Analysis;
using Unroll.Analysis.StateSpace;
using Unroll.Tasks.Analysing;

namespace Unroll.Cli.Commands;

/// <summary><c>unroll statespace</c>: a structural time series model by maximum likelihood, or its posterior by draws.</summary>
internal static class StateSpaceCommand
{
    private const int LongestSeason = 1000;
    private const int LongestHorizon = 100_000;
    private const int LargestOrder = 50;
    private const int Draws = 1000;
    private const int MostDraws = 1_000_000;

    /// <summary>Creates the command.</summary>
    internal static Command Create(CliHost host)
    {
        Option<ModelName?> model = AnalysisCommand.Choice<ModelName>(
            "--model", "The level and its slope",
            [.. StateSpaceAnalysis.Models.Select(name => KeyValuePair.Create(name, new ModelName(name)))]);
        Option<int?> season = CommonOptions.Number(
            "--season", "Rows of a season; none when not given, and with the automatic model that of the data.", 2, LongestSeason);
        Option<int?> harmonics = CommonOptions.Number(
            "--harmonics", "Sine waves that the season is made up of; a number for each of its rows when not given.", 1, LongestSeason / 2);
        Option<string?> cycle = new("--cycle")
        {
            HelpName = "FROM..TO",
            Description = "A wave that may fade, its period in rows estimated within these bounds, such as 18..100; none when not given.",
        };
        Option<int?> order = CommonOptions.Number(
            "--autoregression", "Order of a stationary autoregression beside the others; none when not given.", 1, LargestOrder);
        Option<int?> horizon = CommonOptions.Number("--horizon", "Rows to forecast; none when not given.", 1, LongestHorizon);
        Option<DiffuseStart?> start = AnalysisCommand.Choice<DiffuseStart>(
            "--start", "States of which nothing is known at the start",
            [new("exact", DiffuseStart.Exact), new("approximate", DiffuseStart.Approximate)]);
        Option<StandardErrors?> errors = AnalysisCommand.Choice<StandardErrors>(
            "--standard-errors", "Standard errors of the parameters",
            [new("hessian", StandardErrors.Hessian), new("outer-product", StandardErrors.OuterProduct)]);
        Option<string[]> regressor = new("--regressor")
        {
            HelpName = "COLUMN",
            Description = "A column that explains the others, or several (--regressor a --regressor b).",
        };
        Option<bool> posterior = new("--posterior")
        {
            Description = "Draw from the posterior by Gibbs sampling, in which each regressor counts with some probability.",
        };
        Option<int?> draws = CommonOptions.Number(
            "--draws", $"Draws of the posterior; {Draws} when not given.", 10, MostDraws);
        Option<bool> joint = new("--joint")
        {
            Description = "Fit all columns of a series together: disturbances of each kind have a covariance.",
        };
        return AnalysisCommand.Create(
            host, "statespace", "Fit a structural time series model to each column, with its components and forecasts.", "the model",
            [model, season, harmonics, cycle, order, horizon, start, errors, regressor, posterior, draws, joint],
            parsed =>
            {
                (int? period, int? waves) = (parsed.GetValue(season), parsed.GetValue(harmonics));
                if (waves is not null && (period is null || 2 * waves > period))
                {
                    throw new InputException(
                        period is null ? "--harmonics needs a season that they make up: give --season, too."
                            : $"--harmonics is {waves}, but a season of {period} rows has 1 to {period / 2} waves.");
                }

                string[] regressors = [.. (parsed.GetValue(regressor) ?? []).Distinct()];
                if (regressors.Length > 0 && parsed.GetValue(horizon) is not null)
                {
                    throw new InputException(
                        "--horizon needs the regressors of the coming rows: put these rows into the file, without a value.");
                }

                if (parsed.GetValue(draws) is not null && !parsed.GetValue(posterior))
                {
                    throw new InputException("--draws are of the posterior: give --posterior, too.");
                }

                (string Name, bool IsGiven)[] alone =
                [
                    ("--posterior", parsed.GetValue(posterior)), ("--regressor", regressors.Length > 0),
                    ("--autoregression", parsed.GetValue(order) is not null), ("--cycle", parsed.GetValue(cycle) is not null),
                    ("--start approximate", parsed.GetValue(start) == DiffuseStart.Approximate),
                    ("--standard-errors outer-product", parsed.GetValue(errors) == StandardErrors.OuterProduct),
                ];
                if (parsed.GetValue(joint) && Array.Find(alone, option => option.IsGiven) is { Name: { } other })
                {
                    throw new InputException($"--joint fits columns together, but {other} is of each by itself: leave one out.");
                }

                return new StateSpaceAnalysis(new StateSpaceAnalysisOptions
                {
                    Model = parsed.GetValue(model)?.Name ?? StateSpaceAnalysis.Automatic,
                    Season = period,
                    Harmonics = waves,
                    Cycle = parsed.GetValue(cycle) is { } range ? CycleOf(range) : null,
                    Autoregression = parsed.GetValue(order) ?? 0,
                    Horizon = parsed.GetValue(horizon) ?? 0,
                    Start = parsed.GetValue(start) ?? DiffuseStart.Exact,
                    StandardErrors = parsed.GetValue(errors) ?? StandardErrors.Hessian,
                    Regressors = regressors,
                    IsJoint = parsed.GetValue(joint),
                    Draws = parsed.GetValue(posterior) ? parsed.GetValue(draws) ?? Draws : 0,
                });
            });
    }

    private static (double Shortest, double Longest) CycleOf(string text)
    {
        string[] bounds = text.Split("..");
        return bounds.Length == 2
            && double.TryParse(bounds[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double shortest)
            && double.TryParse(bounds[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double longest)
            && shortest >= 2 && longest > shortest && double.IsFinite(longest)
            ? (shortest, longest)
            : throw new InputException(
                $"--cycle is \"{text}\", but the period lies between two numbers of rows, the first at least 2: write 18..100, say.");
    }

    /// <summary>The name of a model, as a value that an option may lack.</summary>
    private readonly record struct ModelName(string Name);
}
