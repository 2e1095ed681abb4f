namespace Unroll.Workloads;

/// <summary>What the command line asks for.</summary>
internal sealed record BenchOptions
{
    /// <summary>How to call the program.</summary>
    public const string Usage =
        """
        Usage: eng/bench.sh [--quick] [--only NAME,…] [--json] [--no-peers]
               eng/bench.sh --growth [--json]
               eng/bench.sh --data [--json] [--no-peers]
          --quick      a few short turns each, for a look: under 3 minutes
          --only       these workloads alone, for example charrnn,conv1d
          --json       one JSON document on standard output, all else on standard error
          --no-peers   this library alone
          --growth     how a training step of this library grows with timesteps, batch
                       and units, with charts: under 3 minutes
          --data       reading CSV beside pandas, copying windows, and training on
                       cheap, dear and unequal samples: some 2 minutes
          --check      nothing but whether these options are right
        """;

    /// <summary>A few short turns each.</summary>
    public bool Quick { get; init; }

    /// <summary>One JSON document on standard output.</summary>
    public bool Json { get; init; }

    /// <summary>Whether other libraries are timed, too.</summary>
    public bool Peers { get; init; } = true;

    /// <summary>Whether growth is measured, and no workload.</summary>
    public bool Growth { get; init; }

    /// <summary>Whether what comes before the network is measured, and no workload.</summary>
    public bool Data { get; init; }

    /// <summary>Whether only the usage is asked for.</summary>
    public bool Help { get; init; }

    /// <summary>Whether only the options are to be checked.</summary>
    public bool CheckOnly { get; init; }

    /// <summary>Names of workloads; empty for all.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>Reads a command line.</summary>
    /// <param name="args">Its words.</param>
    /// <exception cref="InputException">A word is unknown, or --only has no names.</exception>
    public static BenchOptions Parse(IReadOnlyList<string> args)
    {
        BenchOptions options = new();
        for (int i = 0; i < args.Count; i++)
        {
            (string option, string? value) = args[i].Split('=', 2) is [string name, string given] ? (name, given) : (args[i], null);
            if (option == "--only")
            {
                value ??= i + 1 < args.Count ? args[++i] : "";
                string[] names = value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
                options = names.Length > 0
                    ? options with { Only = [.. options.Only, .. names] }
                    : throw new InputException("--only needs names of workloads, for example: --only charrnn,conv1d");
                continue;
            }

            options = args[i] switch
            {
                "--quick" => options with { Quick = true },
                "--json" => options with { Json = true },
                "--no-peers" => options with { Peers = false },
                "--growth" => options with { Growth = true, Peers = false },
                "--data" => options with { Data = true },
                "--check" => options with { CheckOnly = true },
                "--help" or "-h" => options with { Help = true },
                _ => throw new InputException($"There is no option '{args[i]}'.\n{Usage}"),
            };
        }

        if (options.Growth && options.Data)
        {
            throw new InputException("--growth and --data are runs of their own: give one of them.");
        }

        return (options.Growth || options.Data) && (options.Quick || options.Only.Count > 0)
            ? throw new InputException(
                $"{(options.Growth ? "--growth" : "--data")} runs networks of its own, one pace for all: leave --quick and --only out.")
            : options;
    }
}
